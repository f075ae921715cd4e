"""One file a relationship type."""
