package org.platebook.vo.tap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.platebook.testkit.TestData;
import org.w3c.dom.bootstrap.DOMImplementationRegistry;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSInput;
import org.w3c.dom.ls.LSResourceResolver;
import org.xml.sax.InputSource;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.transform.Source;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.SchemaFactory;

/** The documents by which the service describes itself. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class VosiTest {

    private final Site site = new Site();

    @AfterAll
    void close() {
        site.close();
    }

    @Test
    void every_document_is_well_formed() throws Exception {
        for (var path :
                new String[] {
                    "/capabilities",
                    "/availability",
                    "/tables",
                    "/tables/cdb_toy.exposure",
                    "/examples"
                }) {
            var answer = site.document(path);
            assertThat(answer.status()).as(path).isEqualTo(200);
            var factory = DocumentBuilderFactory.newInstance();
            factory.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(Site.text(answer))));
        }
    }

    @Test
    void tables_tell_types_units_and_keys() {
        var tables = Site.text(site.document("/tables"));
        assertThat(tables)
                .contains("<name>cdb_toy.exposure</name>")
                .contains("<description>Plates &amp; &lt;such&gt; of a toy camera.</description>")
                .contains(
                        "<column><name>s_region</name><description>Outline.</description>"
                                + "<unit>deg</unit>")
                .contains("arraysize=\"*\" extendedType=\"polygon\">double</dataType>")
                .contains("<name>\"size\"</name>");
        assertThat(Site.text(site.document("/tables", "DETAIL", "min")))
                .contains("<name>cdb_toy.exposure</name>")
                .doesNotContain("<column>");
    }

    @Test
    void a_name_that_adql_reserves_is_written_the_same_in_tables_and_in_tap_schema() {
        var tables = Site.text(site.document("/tables/cdb_toy.measurement"));
        var schema =
                site.text(
                        "select column_name from tap_schema.columns where table_name ="
                                + " 'cdb_toy.measurement' order by column_name",
                        "csv");

        assertThat(tables)
                .contains("<name>\"value\"</name>")
                .contains("<fromColumn>\"key\"</fromColumn>");
        assertThat(schema.lines()).contains("\"\"\"value\"\"\"", "\"\"\"key\"\"\"");
    }

    @Test
    void the_services_own_address_tells_people_how_to_ask() {
        var page = site.document("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.contentType()).startsWith("text/html");
        assertThat(Site.text(page)).contains(Site.BASE + "/examples", "sync=true");
    }

    @Test
    void who_wants_jobs_is_told_in_a_votable_where_to_ask_instead() {
        var answer = site.document("/async");

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.contentType()).startsWith("application/x-votable+xml");
        assertThat(Site.text(answer)).contains("QUERY_STATUS", "/sync");
    }

    @Test
    void an_unknown_place_is_not_there() {
        assertThat(site.document("/nothing").status()).isEqualTo(404);
        assertThat(site.document("/tables/cdb_toy.nothing").status()).isEqualTo(404);
    }

    @Test
    void examples_are_queries_that_work() {
        var page = Site.text(site.document("/examples"));
        var queries =
                java.util.regex.Pattern.compile("property=\"query\">([^<]*)<")
                        .matcher(page)
                        .results()
                        .map(found -> found.group(1).replace("&gt;", ">").replace("&lt;", "<"))
                        .toList();
        assertThat(queries).hasSizeGreaterThanOrEqualTo(3);
        for (var query : queries) {
            assertThat(site.query(query, "csv").status()).as(query).isEqualTo(200);
        }
    }

    @Test
    void capabilities_tables_and_availability_follow_their_schemas() throws Exception {
        var xsd = TestData.require("ivoa/xsd");
        check(xsd, "VOSICapabilities-v1.0.xsd", Site.text(site.document("/capabilities")));
        check(xsd, "VOSITables-v1.1.xsd", Site.text(site.document("/tables")));
        check(xsd, "VOSITables-v1.1.xsd", Site.text(site.document("/tables/cdb_toy.exposure")));
        check(xsd, "VOSIAvailability-v1.0.xsd", Site.text(site.document("/availability")));
    }

    @Test
    void votables_follow_their_schema() throws Exception {
        var xsd = TestData.require("ivoa/xsd");
        for (var format : new String[] {"votable/td", "votable/b2"}) {
            check(xsd, "VOTable1.4.xsd", site.text("select * from exposure", format));
        }
        check(xsd, "VOTable1.4.xsd", site.text("select nothing from exposure", "votable"));
    }

    /** The schema that a document names by its root, and those that it may mention by xsi:type. */
    private static void check(Path xsd, String schema, String document) throws Exception {
        var factory = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI);
        factory.setResourceResolver(new Offline(xsd));
        var sources =
                schema.startsWith("VOSI") && !schema.contains("Availability")
                        ? new Source[] {
                            source(Offline.find(xsd, schema)),
                            source(Offline.find(xsd, "VODataService-v1.1.xsd")),
                            source(Offline.find(xsd, "TAPRegExt-v1.0-Erratum1.xsd"))
                        }
                        : new Source[] {source(Offline.find(xsd, schema))};
        var validator = factory.newSchema(sources).newValidator();
        assertThatCode(() -> validator.validate(new StreamSource(new StringReader(document))))
                .as("%s\n%s", schema, document.substring(0, Math.min(3000, document.length())))
                .doesNotThrowAnyException();
    }

    private static Source source(Path file) {
        return new StreamSource(file.toFile());
    }

    /** Finds schemas by their namespace among the test data, never on the network. */
    private record Offline(Path xsd) implements LSResourceResolver {

        private static final Map<String, String> FILES =
                Map.of(
                        "http://www.ivoa.net/xml/VOResource/v1.0", "VOResource-v1.1.xsd",
                        "http://www.ivoa.net/xml/VODataService/v1.1", "VODataService-v1.1.xsd",
                        "http://www.ivoa.net/xml/TAPRegExt/v1.0", "TAPRegExt-v1.0-Erratum1.xsd",
                        "http://www.ivoa.net/xml/STC/stc-v1.30.xsd", "stc-v1.30.xsd",
                        "http://www.w3.org/1999/xlink", "xlink.xsd",
                        "http://www.w3.org/XML/1998/namespace", "xmlnamespace.xsd");

        static Path find(Path xsd, String name) {
            return xsd.resolve("stilts").resolve(name);
        }

        @Override
        public LSInput resolveResource(
                String type, String namespace, String publicId, String systemId, String base) {
            var file = FILES.get(String.valueOf(namespace));
            if (file == null) {
                throw new IllegalStateException("no schema for " + namespace + " " + systemId);
            }
            try {
                var implementation =
                        (DOMImplementationLS)
                                DOMImplementationRegistry.newInstance().getDOMImplementation("LS");
                var input = implementation.createLSInput();
                var path = find(xsd, file);
                input.setSystemId(path.toUri().toString());
                input.setStringData(Files.readString(path));
                return input;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException(e);
            }
        }
    }
}
