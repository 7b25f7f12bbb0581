package dev.nacre.mammo.data.sets;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;

/**
 * Readers of XML from files that anybody may have made. Document types are skipped and no entity is ever loaded. The
 * JDK's own parser is asked for, not the one that a host may have registered. Bytes are decoded here, since that parser
 * prints a line on the standard error for bytes that are not in the encoding that they claim.
 */
final class SafeXml {
    private static final int DECLARATION = 256;
    private static final Pattern ENCODING = Pattern.compile("^<\\?xml[^>]*?encoding\\s*=\\s*[\"']([\\w.:-]+)[\"']");

    private SafeXml() {
    }

    static XMLStreamReader reader(InputStream bytes) throws IOException, XMLStreamException {
        XMLInputFactory factory = XMLInputFactory.newDefaultFactory();
        factory.setProperty(XMLInputFactory.SUPPORT_DTD, false);
        factory.setProperty(XMLInputFactory.IS_SUPPORTING_EXTERNAL_ENTITIES, false);
        factory.setProperty(XMLInputFactory.IS_COALESCING, true);
        BufferedInputStream buffered = new BufferedInputStream(bytes);
        Charset charset = charset(buffered);
        return factory.createXMLStreamReader(new InputStreamReader(buffered, charset.newDecoder()
                .onMalformedInput(CodingErrorAction.REPORT).onUnmappableCharacter(CodingErrorAction.REPORT)));
    }

    /** By the byte order mark, of which that of UTF-8 is skipped, or else by the declaration; UTF-8 without either. */
    private static Charset charset(BufferedInputStream bytes) throws IOException {
        bytes.mark(DECLARATION);
        String start = new String(bytes.readNBytes(DECLARATION), StandardCharsets.ISO_8859_1);
        bytes.reset();
        if (start.startsWith("\u00EF\u00BB\u00BF")) {
            bytes.skipNBytes(3);
            return StandardCharsets.UTF_8;
        }
        if (start.startsWith("\u00FE\u00FF") || start.startsWith("\u00FF\u00FE")) {
            return StandardCharsets.UTF_16;
        }
        Matcher declared = ENCODING.matcher(start);
        try {
            return declared.find() ? Charset.forName(declared.group(1)) : StandardCharsets.UTF_8;
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            throw new IOException("it is in an encoding that is not known", unknown);
        }
    }
}
