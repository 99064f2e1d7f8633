/**
 * @file The constants of ZIP files that reader and writer share (PKWARE APPNOTE.TXT 6.3.10, sections 4.3 to 4.5).
 */

export const LOCAL_HEADER = { signature: 0x04034b50, length: 30 } as const;
export const DIRECTORY_ENTRY = { signature: 0x02014b50, length: 46 } as const;
export const END_OF_DIRECTORY = { signature: 0x06054b50, length: 22 } as const;
export const ZIP64_LOCATOR = { signature: 0x07064b50, length: 20 } as const;
export const ZIP64_END_OF_DIRECTORY = { signature: 0x06064b50, length: 56 } as const;
/** The extra field that holds the sizes which 32 bits cannot. */
export const ZIP64_EXTRA_FIELD = 0x0001;

/** Compression methods: none, and DEFLATE (RFC 1951). */
export const STORED = 0;
export const DEFLATED = 8;

/** General purpose flags: what marks an encrypted member, and names in UTF-8. */
export const ENCRYPTION_FLAGS = 0x2041;
export const UTF8_FLAG = 0x0800;

/** In a 16- or 32-bit field: the value is in a ZIP64 record instead. */
export const IN_ZIP64_16 = 0xffff;
export const IN_ZIP64_32 = 0xffffffff;
