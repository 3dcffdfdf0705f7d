package dev.ansatz.bench.page;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.samskivert.mustache.MustacheException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TemplateTest {
    private static final Object VALUES = Map.of("names", List.of("<script>&'", "\"a\u0001b"));

    @Test
    void markupIsEscapedAndTextIsNot() {
        assertThat(Template.markup(TemplateTest.class, "names.txt").fill(VALUES))
                .isEqualTo("- \"&lt;script&gt;&amp;&#39;\"\n- \"&quot;a b\"\n");
        assertThat(Template.text(TemplateTest.class, "names.txt").fill(VALUES))
                .isEqualTo("- \"<script>&'\"\n- \"\"a\u0001b\"\n");
    }

    @Test
    void aValueThatIsNotThereIsAnError() {
        Template template = Template.text(TemplateTest.class, "names.txt");
        assertThatThrownBy(() -> template.fill(Map.of())).isInstanceOf(MustacheException.class);
        assertThatThrownBy(() -> Template.text(TemplateTest.class, "nowhere.txt"))
                .hasMessageContaining("no template nowhere.txt");
    }
}
