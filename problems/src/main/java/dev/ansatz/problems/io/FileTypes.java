package dev.ansatz.problems.io;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Recognises what a file holds by its first lines. */
public final class FileTypes {
    private static final Pattern TYPE = Pattern.compile("(?im)^\\s*TYPE\\s*:\\s*([A-Z0-9_-]+)");

    private FileTypes() {}

    /** Value of a TSPLIB {@code TYPE} key, in upper case, or null. */
    public static @Nullable String tsplibType(String head) {
        Matcher matcher = TYPE.matcher(head);
        return matcher.find() ? matcher.group(1).toUpperCase(Locale.ROOT) : null;
    }

    /** The first word of a value in upper case: what follows it, such as a name in brackets, is a remark. */
    static String firstWord(String value) {
        return value.split("[^A-Za-z0-9_-]", 2)[0].toUpperCase(Locale.ROOT);
    }
}
