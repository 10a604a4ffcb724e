package org.platebook.vo.tap;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Failure;
import org.platebook.vo.adql.bind.Translation;
import org.platebook.vo.table.Ending;
import org.platebook.vo.table.TableFormat;
import org.platebook.vo.table.TableWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

/** Writes the rows of a query as they come, and how they ended. */
final class ResultBody implements Answer.Body {

    private static final Logger LOG = LoggerFactory.getLogger(ResultBody.class);

    private static final long BYTES_IN_A_MEBIBYTE = 1L << 20;

    private final @Nullable OpenResult result;
    private final Translation translation;
    private final Most most;
    private final TableFormat format;
    private final String query;
    private long written;
    private @Nullable Ending ending;

    ResultBody(
            @Nullable OpenResult result,
            Translation translation,
            Most most,
            TableFormat format,
            String query) {
        this.result = result;
        this.translation = translation;
        this.most = most;
        this.format = format;
        this.query = query;
    }

    /**
     * How much of a table is written.
     *
     * @param rows at the most
     * @param bytes at the most, and what is written until that is noticed
     */
    record Most(long rows, long bytes) {}

    /** The columns alone, as MAXREC=0 wants them (DALI 1.1, 3.4.4). */
    static ResultBody empty(Translation translation, TableFormat format, String query) {
        return new ResultBody(null, translation, new Most(0, Long.MAX_VALUE), format, query);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        var counted = new CountedStream(out);
        var writer = format.writer(counted, query);
        writer.begin(translation.fields());
        var ended = result == null ? new Ending.Overflow(0) : rows(result, writer, counted);
        ending = ended;
        writer.end(ended);
    }

    @Override
    public boolean isTable() {
        return true;
    }

    @Override
    public Optional<Ending> ending() {
        return Optional.ofNullable(ending);
    }

    @Override
    public long rows() {
        return written;
    }

    private Ending rows(OpenResult open, TableWriter writer, CountedStream out) throws IOException {
        try {
            for (boolean more = open.any(); more; more = open.rows().next()) {
                if (written == most.rows()) {
                    return new Ending.Overflow(written);
                }
                if (out.bytes() > most.bytes()) {
                    return new Ending.Broken(
                            "the answer exceeds the limit of %s MiB: ask for fewer rows or columns"
                                    .formatted(most.bytes() / BYTES_IN_A_MEBIBYTE));
                }
                writer.row(open.rows());
                written++;
            }
            return new Ending.Complete();
        } catch (Failure failure) {
            return new Ending.Broken(failure.text());
        } catch (IllegalStateException e) {
            LOG.atError().setCause(e).log("a query broke off");
            return new Ending.Broken("the query broke off; the log has the details");
        }
    }

    @Override
    public void close() {
        if (result != null) {
            result.rows().close();
        }
    }
}
