"""One file a node type. `ls` of this folder is the domain."""
