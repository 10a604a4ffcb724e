"""Reads paths, one a line; writes each file's headers as astropy reads them: [[[keyword, value, comment]…]…]."""

import json
import sys
import warnings

from astropy.io import fits

warnings.simplefilter("ignore")


def value(card):
    if isinstance(card.value, fits.card.Undefined):
        return None
    if isinstance(card.value, complex):
        return "complex"
    if isinstance(card.value, int) and not isinstance(card.value, bool) and card.value.bit_length() > 63:
        return str(card.value)
    return card.value


def cards(header):
    for card in header.cards:
        if card.keyword in ("", "COMMENT", "HISTORY"):
            yield [card.keyword, None, card.value if isinstance(card.value, str) else ""]
        elif card.field_specifier:
            # "D2IM1 = 'EXTVER: 1'": astropy reads the text into two, a card holds it as one.
            yield [card.rawkeyword, card.rawvalue, card.comment or ""]
        else:
            yield [card.keyword, value(card), card.comment or ""]


for line in sys.stdin:
    with fits.open(line.strip(), disable_image_compression=True, ignore_missing_simple=True) as hdus:
        print(json.dumps([list(cards(hdu.header)) for hdu in hdus]))
