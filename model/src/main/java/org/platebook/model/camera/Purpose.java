package org.platebook.model.camera;

/** What a detector is for. */
public enum Purpose {
    SCIENCE,
    FOCUS,
    GUIDER,
    WAVEFRONT
}
