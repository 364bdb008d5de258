"""What deploy/local is made of: regions on one machine, each a Kafka broker and a node."""
