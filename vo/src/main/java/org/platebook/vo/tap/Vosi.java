package org.platebook.vo.tap;

import org.jspecify.annotations.Nullable;
import org.platebook.vo.table.TableFormat;

import java.net.URI;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

import javax.xml.stream.XMLStreamException;

/** The documents by which the service describes itself (VOSI 1.1, TAPRegExt 1.0). */
final class Vosi {

    private static final String CAPABILITIES = "http://www.ivoa.net/xml/VOSICapabilities/v1.0";
    private static final String AVAILABILITY = "http://www.ivoa.net/xml/VOSIAvailability/v1.0";
    private static final String DATA_SERVICE = "http://www.ivoa.net/xml/VODataService/v1.1";
    private static final String RESOURCE = "http://www.ivoa.net/xml/VOResource/v1.0";
    private static final String TAP = "http://www.ivoa.net/xml/TAPRegExt/v1.0";
    private static final String FEATURES = "ivo://ivoa.net/std/TAPRegExt#features-";

    /** What ADQL leaves to a service, by the kind of feature (ADQL 2.1, 4). */
    private static final List<Feature> SUPPORTED =
            List.of(
                    new Feature(
                            "adqlgeo",
                            List.of(
                                    "AREA",
                                    "BOX",
                                    "CENTROID",
                                    "CIRCLE",
                                    "CONTAINS",
                                    "COORD1",
                                    "COORD2",
                                    "COORDSYS",
                                    "DISTANCE",
                                    "INTERSECTS",
                                    "POINT",
                                    "POLYGON")),
                    new Feature("adql-string", List.of("LOWER", "UPPER", "ILIKE")),
                    new Feature("adql-common-table", List.of("WITH")),
                    new Feature("adql-sets", List.of("UNION", "EXCEPT", "INTERSECT")),
                    new Feature("adql-type", List.of("CAST")),
                    new Feature("adql-conditional", List.of("COALESCE")),
                    new Feature("adql-offset", List.of("OFFSET")));

    private record Feature(String kind, List<String> forms) {}

    private final Instant upSince;

    Vosi(Instant upSince) {
        this.upSince = upSince;
    }

    /**
     * Whether the service can answer.
     *
     * @param problem why it cannot; null where it can
     */
    String availability(@Nullable String problem) {
        return XmlText.document(
                xml ->
                        xml.element(
                                "vosi:availability",
                                in -> {
                                    in.namespace("vosi", AVAILABILITY);
                                    in.element("vosi:available", String.valueOf(problem == null));
                                    in.element(
                                            "vosi:upSince",
                                            upSince.truncatedTo(ChronoUnit.SECONDS).toString());
                                    in.element("vosi:note", problem);
                                }));
    }

    /**
     * What the service can do, and where.
     *
     * @param limits of the caller
     */
    String capabilities(URI base, TapLimits limits) {
        return XmlText.document(
                xml ->
                        xml.element(
                                "vosi:capabilities",
                                in -> {
                                    in.namespace("vosi", CAPABILITIES);
                                    in.namespace("vs", DATA_SERVICE);
                                    in.namespace("vr", RESOURCE);
                                    in.namespace("tr", TAP);
                                    in.namespace("xsi", XmlText.INSTANCE);
                                    in.element("capability", tap -> tap(tap, base, limits));
                                    simple(
                                            in,
                                            "ivo://ivoa.net/std/VOSI#capabilities",
                                            base,
                                            "capabilities");
                                    simple(
                                            in,
                                            "ivo://ivoa.net/std/VOSI#availability",
                                            base,
                                            "availability");
                                    simple(
                                            in,
                                            "ivo://ivoa.net/std/VOSI#tables-1.1",
                                            base,
                                            "tables");
                                    simple(
                                            in,
                                            "ivo://ivoa.net/std/DALI#examples",
                                            base,
                                            "examples");
                                }));
    }

    private static void simple(XmlText xml, String standard, URI base, String child)
            throws XMLStreamException {
        xml.element(
                "capability",
                in -> {
                    in.attribute("standardID", standard);
                    in.element(
                            "interface",
                            at -> {
                                at.attribute("xsi:type", "vs:ParamHTTP");
                                at.attribute("role", "std");
                                at.attribute("version", child.equals("tables") ? "1.1" : null);
                                address(at, "full", base + "/" + child);
                            });
                });
    }

    private static void address(XmlText xml, String use, String url) throws XMLStreamException {
        xml.element(
                "accessURL",
                at -> {
                    at.attribute("use", use);
                    at.text(url);
                });
    }

    private void tap(XmlText xml, URI base, TapLimits limits) throws XMLStreamException {
        xml.attribute("standardID", "ivo://ivoa.net/std/TAP");
        xml.attribute("xsi:type", "tr:TableAccess");
        xml.element(
                "interface",
                in -> {
                    in.attribute("xsi:type", "vs:ParamHTTP");
                    in.attribute("role", "std");
                    in.attribute("version", "1.1");
                    address(in, "base", base.toString());
                });
        xml.element("language", Vosi::language);
        for (var format : TableFormat.values()) {
            xml.element("outputFormat", in -> output(in, format));
        }
        limit(xml, "executionDuration", limits.timeLimit().toSeconds(), null, null);
        limit(xml, "outputLimit", limits.defaultRows(), limits.mostRows(), "row");
    }

    private static void language(XmlText xml) throws XMLStreamException {
        xml.element("name", "ADQL");
        for (var version : List.of("2.0", "2.1")) {
            xml.element(
                    "version",
                    in -> {
                        in.attribute("ivo-id", "ivo://ivoa.net/std/ADQL#v" + version);
                        in.text(version);
                    });
        }
        xml.element("description", "ADQL 2.1 with the optional features listed here");
        for (var feature : SUPPORTED) {
            xml.element(
                    "languageFeatures",
                    in -> {
                        in.attribute("type", FEATURES + feature.kind());
                        for (var form : feature.forms()) {
                            in.element("feature", each -> each.element("form", form));
                        }
                    });
        }
    }

    private static void output(XmlText xml, TableFormat format) throws XMLStreamException {
        xml.attribute(
                "ivo-id",
                switch (format) {
                    case VOTABLE_BINARY2 -> "ivo://ivoa.net/std/TAPRegExt#output-votable-binary2";
                    case VOTABLE_TABLEDATA -> "ivo://ivoa.net/std/TAPRegExt#output-votable-td";
                    case CSV, TSV, JSON, NDJSON, PARQUET, ARROW, TEXT -> null;
                });
        xml.element("mime", format.mime());
        if (format == TableFormat.VOTABLE_BINARY2) {
            xml.element("alias", "votable");
        }
        xml.element("alias", format.alias());
    }

    private static void limit(
            XmlText xml, String name, long usual, @Nullable Long most, @Nullable String unit)
            throws XMLStreamException {
        xml.element(
                name,
                in -> {
                    in.element("default", each -> bounded(each, unit, usual));
                    in.element("hard", each -> bounded(each, unit, most == null ? usual : most));
                });
    }

    private static void bounded(XmlText xml, @Nullable String unit, long value)
            throws XMLStreamException {
        xml.attribute("unit", unit);
        xml.text(Long.toString(value));
    }
}
