package org.platebook.vo.tap;

import org.jspecify.annotations.Nullable;

import java.io.StringWriter;

import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes small XML documents; for one thread. */
final class XmlText {

    static final String INSTANCE = "http://www.w3.org/2001/XMLSchema-instance";

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private XmlText() throws XMLStreamException {
        xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    }

    /** What is written within one element. */
    interface Content {
        void write(XmlText document) throws XMLStreamException;
    }

    static String document(Content content) {
        try {
            var document = new XmlText();
            document.xml.writeStartDocument("UTF-8", "1.0");
            content.write(document);
            document.xml.writeEndDocument();
            document.xml.flush();
            return document.text.toString();
        } catch (XMLStreamException e) {
            throw new IllegalStateException("cannot write XML", e);
        }
    }

    void element(String name, Content content) throws XMLStreamException {
        xml.writeStartElement(name);
        content.write(this);
        xml.writeEndElement();
    }

    /** An element with text in it; left out where the text is null. */
    void element(String name, @Nullable String value) throws XMLStreamException {
        if (value != null) {
            element(name, document -> document.xml.writeCharacters(value));
        }
    }

    void attribute(String name, @Nullable String value) throws XMLStreamException {
        if (value != null) {
            xml.writeAttribute(name, value);
        }
    }

    void namespace(String prefix, String uri) throws XMLStreamException {
        xml.writeNamespace(prefix, uri);
    }

    void text(String value) throws XMLStreamException {
        xml.writeCharacters(value);
    }
}
