package org.platebook.intake.ingest;

/** Follows a load; called by one thread at a time. */
public interface IngestListener {

    /** Hears nothing. */
    IngestListener NONE =
            new IngestListener() {
                @Override
                public void found(int files) {}

                @Override
                public void done(FileOutcome outcome) {}
            };

    /** So many files will be looked at. */
    void found(int files);

    /** One file is finished, and what it brought is stored. */
    void done(FileOutcome outcome);
}
