// The public surface of @tenon/core; being written.
export {};
