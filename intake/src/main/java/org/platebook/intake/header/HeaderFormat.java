package org.platebook.intake.header;

/** How a header file is written. */
public enum HeaderFormat {
    /** The Rubin Header Service's YAML: named lists of keyword, value, comment. */
    HEADER_SERVICE,
    /** One header as a YAML mapping of keyword to value, with or without python tags. */
    YAML,
    /** One header as a JSON object of keyword to value. */
    JSON,
    /** FITS, plain or tile-compressed or gzipped. */
    FITS,
    /** A JSON file beside a raw file, holding its header or its translation. */
    SIDECAR,
    /** A folder's index: one JSON file that holds the sidecars of all files beside it. */
    INDEX
}
