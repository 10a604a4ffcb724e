package org.platebook.intake.ingest;

import java.util.Map;

/**
 * Where a camera looked.
 *
 * @param outline vertices of the hull of all detectors: ra, dec, ra, dec … in degrees ICRS,
 *     counter-clockwise as seen on the sky
 * @param detectors the same for each detector, by its number
 */
@SuppressWarnings("ArrayRecordComponent") // handed on to a record at once, never compared
record ExposureFootprint(double[] outline, Map<Integer, double[]> detectors) {}
