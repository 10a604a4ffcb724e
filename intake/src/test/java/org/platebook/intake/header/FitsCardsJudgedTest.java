package org.platebook.intake.header;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.platebook.testkit.PythonJudge;
import org.platebook.testkit.TestData;

import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Every card of every real FITS file is the one that astropy reads. */
class FitsCardsJudgedTest {

    @Test
    void every_card_of_every_real_file_is_the_one_that_astropy_reads() {
        var judge = PythonJudge.require();
        var files =
                HeaderFiles.walk(List.of(TestData.require("fits"), TestData.require("consdb/fits")))
                        .filter(c -> c instanceof Candidate.Found)
                        .map(Candidate::path)
                        .filter(path -> !path.toString().endsWith(".hdr"))
                        .toList();
        assertThat(files).hasSizeGreaterThan(60);

        var answers =
                judge.run(
                                FitsCardsJudgedTest.class,
                                "fits_cards.py",
                                files.stream().map(p -> p + "\n").collect(Collectors.joining()))
                        .lines()
                        .toList();

        for (int i = 0; i < files.size(); i++) {
            var file = HeaderFiles.read(files.get(i));
            var expected = headers(answers.get(i));
            if (expected.size() == file.parts().size() + 1) {
                // A compressed primary image: the empty header before its table is joined to it.
                expected.set(0, expected.get(0).followedBy(expected.remove(1)));
            }
            assertThat(file.parts()).as(file.path().toString()).hasSameSizeAs(expected);
            for (int part = 0; part < expected.size(); part++) {
                assertThat(plain(file.parts().get(part).received()))
                        .as("%s %s", file.path(), file.parts().get(part).name())
                        .containsExactlyElementsOf(plain(expected.get(part)));
            }
        }
    }

    /**
     * Without the differences that mean nothing: no comment or an empty one, blanks behind text.
     */
    private static List<Card> plain(Header header) {
        return header.stream()
                .map(
                        card -> {
                            var comment = card.comment() == null ? "" : card.comment();
                            return new Card(card.keyword(), card.value(), comment.stripTrailing());
                        })
                .toList();
    }

    private static List<Header> headers(String json) {
        var headers = new ArrayList<Header>();
        try (var parser = new JsonFactory().createParser(ObjectReadContext.empty(), json)) {
            parser.nextToken();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                headers.add(HeaderJson.read(parser));
            }
        }
        return headers;
    }
}
