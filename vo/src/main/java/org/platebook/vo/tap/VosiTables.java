package org.platebook.vo.tap;

import org.platebook.vo.catalogue.Catalogue;
import org.platebook.vo.catalogue.CatalogueColumn;
import org.platebook.vo.catalogue.CatalogueTable;

import javax.xml.stream.XMLStreamException;

/** The tables of a caller as VOSI 1.1 describes them (VODataService 1.1). */
final class VosiTables {

    private static final String NAMESPACE = "http://www.ivoa.net/xml/VOSITables/v1.0";
    private static final String DATA_SERVICE = "http://www.ivoa.net/xml/VODataService/v1.1";

    private static final Identifiers NAMES = new Identifiers();

    private VosiTables() {}

    /** All tables; without their columns and keys where detail is not wanted. */
    static String all(Catalogue catalogue, boolean detail) {
        return XmlText.document(
                xml ->
                        xml.element(
                                "vosi:tableset",
                                in -> {
                                    namespaces(in);
                                    for (var schema : catalogue.schemas()) {
                                        in.element(
                                                "schema",
                                                each -> {
                                                    each.element("name", schema.name());
                                                    each.element(
                                                            "description", schema.description());
                                                    each.element("utype", schema.utype());
                                                    for (var table : schema.tables()) {
                                                        each.element(
                                                                "table",
                                                                t -> table(t, table, detail));
                                                    }
                                                });
                                    }
                                }));
    }

    static String one(CatalogueTable table) {
        return XmlText.document(
                xml ->
                        xml.element(
                                "vosi:table",
                                in -> {
                                    namespaces(in);
                                    table(in, table, true);
                                }));
    }

    private static void namespaces(XmlText xml) throws XMLStreamException {
        xml.namespace("vosi", NAMESPACE);
        xml.namespace("vs", DATA_SERVICE);
        xml.namespace("xsi", XmlText.INSTANCE);
    }

    private static void table(XmlText xml, CatalogueTable table, boolean detail)
            throws XMLStreamException {
        xml.attribute("type", table.kind());
        xml.element("name", table.qualifiedName());
        xml.element("description", table.description());
        xml.element("utype", table.utype());
        if (!detail) {
            return;
        }
        for (var column : table.columns()) {
            xml.element("column", in -> column(in, column));
        }
        for (var key : table.keys()) {
            xml.element(
                    "foreignKey",
                    in -> {
                        in.element("targetTable", key.target());
                        for (var pair : key.pairs()) {
                            in.element(
                                    "fkColumn",
                                    each -> {
                                        each.element("fromColumn", NAMES.written(pair.from()));
                                        each.element("targetColumn", NAMES.written(pair.target()));
                                    });
                        }
                        in.element("description", key.description());
                        in.element("utype", key.utype());
                    });
        }
    }

    private static void column(XmlText xml, CatalogueColumn column) throws XMLStreamException {
        var meaning = column.meaning();
        xml.attribute("std", column.std() ? "true" : null);
        xml.element("name", NAMES.written(column.name()));
        xml.element("description", meaning.description());
        xml.element("unit", meaning.unit());
        xml.element("ucd", meaning.ucd());
        xml.element("utype", meaning.utype());
        xml.element(
                "dataType",
                in -> {
                    in.attribute("xsi:type", "vs:VOTableType");
                    in.attribute("arraysize", meaning.arraysize());
                    in.attribute("extendedType", meaning.xtype());
                    in.text(column.datatype());
                });
        xml.element("flag", column.indexed() ? "indexed" : null);
        xml.element("flag", column.principal() ? "principal" : null);
    }
}
