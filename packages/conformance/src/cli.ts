// The command line of the conformance kit; being written.
export {};
