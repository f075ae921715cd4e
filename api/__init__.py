"""What goes out: GraphQL over HTTP, on types that are made from the model."""
