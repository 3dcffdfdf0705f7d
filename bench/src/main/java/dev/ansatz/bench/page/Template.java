package dev.ansatz.bench.page;

import com.samskivert.mustache.Escapers;
import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * A Mustache template: a resource beside the class that fills it. Partials ({@code {{> name}}}) lie there or in this package. A name
 * that the values do not have is an error. Thread-safe.
 */
public final class Template {
    /** XML has no place for these. */
    private static final Pattern CONTROL = Pattern.compile("[\\p{Cntrl}&&[^\\t\\n\\r]]");

    private final com.samskivert.mustache.Template compiled;

    private Template(Class<?> owner, String name, Mustache.Escaper escaper) {
        compiled = Mustache.compiler()
                .withEscaper(escaper)
                .withLoader(partial -> reader(owner, partial))
                .strictSections(true)
                .emptyStringIsFalse(true)
                .compile(reader(owner, name));
    }

    /** A template of HTML or XML: what is filled in is escaped, but for triple braces. */
    public static Template markup(Class<?> owner, String name) {
        return new Template(owner, name, Template::escape);
    }

    /** A template of text, filled in as it is. */
    public static Template text(Class<?> owner, String name) {
        return new Template(owner, name, Escapers.NONE);
    }

    /** Text for HTML and XML, also within quotation marks; control characters become spaces. */
    public static String escape(String text) {
        return Escapers.HTML.escape(CONTROL.matcher(text).replaceAll(" "));
    }

    /** The template with values, which are looked up as methods, fields or keys of {@code values}. */
    public String fill(Object values) {
        return compiled.execute(values);
    }

    private static Reader reader(Class<?> owner, String name) {
        try (InputStream own = owner.getResourceAsStream(name);
                InputStream shared = Template.class.getResourceAsStream(name)) {
            InputStream found = own == null ? shared : own;
            if (found == null) {
                throw new IllegalArgumentException("no template " + name + " beside " + owner.getName());
            }
            return new StringReader(new String(found.readAllBytes(), StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
