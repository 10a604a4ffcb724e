package org.platebook.vo.adql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.platebook.model.failure.Refused;
import org.platebook.testkit.TestData;
import org.w3c.dom.Element;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;

/** The validation queries of the IVOA for ADQL 2.1, in the project "lyonetia". */
class LyonetiaTest {

    /** Queries on which the parser differs from the suite, with the reason. */
    private static final Map<String, String> EXCEPTIONS =
            Map.of(
                    "29c75d48-e525-4e92-af3f-c5e8f3e5f26c",
                    "a function that nobody knows: refused when names are looked up, not here");

    record Case(String id, String adql, boolean valid) {}

    @Test
    void the_validation_queries_are_accepted_and_refused_as_the_suite_says() throws Exception {
        var cases = cases(TestData.require("ivoa/lyonetia-adql/src/adql/ivoa"));
        assertThat(cases).hasSizeGreaterThan(100);
        var different = new TreeMap<String, String>();
        var reader = new AdqlReader();
        for (var each : cases) {
            var problem = problem(reader, each.adql());
            if (each.valid() != problem.isEmpty()) {
                different.put(each.id(), each.adql().strip() + " -> " + problem);
            }
        }
        assertThat(different.keySet()).as("%s", different).isEqualTo(EXCEPTIONS.keySet());
    }

    private static String problem(AdqlReader reader, String adql) {
        try {
            reader.read(adql);
            return "";
        } catch (Refused e) {
            return e.text();
        }
    }

    private static List<Case> cases(Path folder) throws IOException, ParserConfigurationException {
        var cases = new ArrayList<Case>();
        var documents = DocumentBuilderFactory.newInstance().newDocumentBuilder();
        try (var files = Files.list(folder)) {
            for (var file : files.filter(f -> f.toString().endsWith(".xml")).sorted().toList()) {
                var queries = documents.parse(file.toFile()).getElementsByTagName("query");
                for (int i = 0; i < queries.getLength(); i++) {
                    var query = (Element) queries.item(i);
                    var adql = (Element) query.getElementsByTagName("adql").item(0);
                    cases.add(
                            new Case(
                                    query.getAttribute("uuid"),
                                    adql.getTextContent(),
                                    adql.getAttribute("valid").equals("true")));
                }
            }
        } catch (org.xml.sax.SAXException e) {
            throw new IOException(e);
        }
        return cases;
    }
}
