package dev.nacre.core.io.zip;

/**
 * What the directory of an archive says about one entry.
 *
 * @param name       its path in the archive, with slashes
 * @param method     {@link #STORED}, {@link #DEFLATED}, or something that is not read
 * @param crc        CRC-32 of its content
 * @param compressed bytes in the archive
 * @param size       bytes of its content
 * @param header     where its local header begins, in bytes from the start of the file
 */
public record ZipEntry(String name, int method, int crc, long compressed, long size, long header) {
    /** As it is. */
    public static final int STORED = 0;
    /** By DEFLATE (RFC 1951). */
    public static final int DEFLATED = 8;
}
