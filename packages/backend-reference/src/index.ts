// The public surface of @tenon/backend-reference; being written.
export {};
