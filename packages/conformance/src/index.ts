// The public surface of @tenon/conformance; being written.
export {};
