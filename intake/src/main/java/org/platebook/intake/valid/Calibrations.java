package org.platebook.intake.valid;

import org.jspecify.annotations.Nullable;
import org.platebook.model.failure.Refused;
import org.platebook.model.felis.Level;
import org.platebook.model.felis.Schema;
import org.platebook.model.record.Provenance;
import org.platebook.model.record.Value;
import org.platebook.model.time.Tai;
import org.platebook.store.ledger.Ledger;

import java.util.LinkedHashMap;

/** Calibrated quantities of a camera: what holds from when to when, and what was believed of it. */
public final class Calibrations {

    private final Ledger ledger;

    public Calibrations(Ledger ledger) {
        this.ledger = ledger;
    }

    /**
     * One value of a quantity.
     *
     * @param quantity as in "plate_scale"
     * @param validFrom from when on it holds
     * @param validUntil until when, not included; null while it holds without end
     * @param value the value
     * @param unit its unit; null for a pure number
     * @param sigma its standard uncertainty in the same unit; null where it is not known
     * @param reason how it is known
     * @param author who says so
     */
    public record Calibration(
            String quantity,
            Tai validFrom,
            @Nullable Tai validUntil,
            double value,
            @Nullable String unit,
            @Nullable Double sigma,
            String reason,
            String author) {

        public Calibration {
            if (validUntil != null && validUntil.nanos() <= validFrom.nanos()) {
                throw new Refused(
                        CalibrationCode.RANGE,
                        "%s would end at %s, before it begins at %s"
                                .formatted(quantity, validUntil, validFrom));
            }
        }
    }

    /**
     * Says what holds; what was said of the same time before yields.
     *
     * @return how many earlier values yielded
     */
    public int set(Schema schema, Calibration calibration, Provenance provenance) {
        var values = new LinkedHashMap<String, Value>();
        values.put("quantity", new Value.Text(calibration.quantity()));
        values.put("valid_from", new Value.SkyTime(calibration.validFrom()));
        var until = calibration.validUntil();
        values.put("valid_until", until == null ? Value.CLEARED : new Value.SkyTime(until));
        values.put("value", new Value.Real(calibration.value()));
        var unit = calibration.unit();
        values.put("value_unit", unit == null ? Value.CLEARED : new Value.Text(unit));
        var sigma = calibration.sigma();
        values.put("value_sigma", sigma == null ? Value.CLEARED : new Value.Real(sigma));
        values.put("reason", new Value.Text(calibration.reason()));
        values.put("author", new Value.Text(calibration.author()));
        var table = schema.levels().first(Level.CALIBRATION).name();
        return ledger.transact(provenance, scope -> new Ranges(scope, schema, table).put(values));
    }
}
