/* SPDX-License-Identifier: Apache-2.0 */
/* almost.watch/1: a line of JSON for each thing that is told, and one for all of it. */
#include "base/json.h"
#include "watch/write.h"
#include "write/writer.h"

static void put_span(al_output *output, const char *key, almost_span span)
{
    al_output_text(output, key);
    al_json_count(output, "{\"start\":", span.start);
    al_json_count(output, ",\"end\":", span.end);
    al_output_text(output, "}");
}

/* A side of a change that has nothing is null. */
static void put_side(al_output *output, const char *key, almost_span span, bool there)
{
    if (there) {
        put_span(output, key, span);
        return;
    }
    al_output_text(output, key);
    al_output_text(output, "null");
}

static void put_touches(al_output *output, uint32_t touches)
{
    const char *comma = ",\"touches\":[\"";
    uint32_t touch;
    for (size_t rank = 0; (touch = almost_touch_at(rank)) != 0; rank++)
        if (touches & touch) {
            al_output_text(output, comma);
            al_output_text(output, almost_touch_name((almost_touch)touch));
            al_output_text(output, "\"");
            comma = ",\"";
        }
    al_output_text(output, touches != 0 ? "]" : ",\"touches\":[]");
}

static void put_text(al_output *output, const char *key, const char *text, size_t length,
                     bool there)
{
    al_output_text(output, key);
    if (there)
        al_json_bytes(output, text, length);
    else
        al_output_text(output, "null");
}

static void put_change(al_output *output, const almost_watched_change *change)
{
    bool source = change->kind != ALMOST_ADDED, telling = change->kind != ALMOST_MISSING;
    al_json_name(output, "{\"kind\":", &al_change_kind_names[change->kind]);
    put_side(output, ",\"source\":", change->source, source);
    put_side(output, ",\"telling\":", change->telling, telling);
    put_touches(output, change->touches);
    put_text(output, ",\"text\":{\"source\":", change->source_text, change->source_length, source);
    put_text(output, ",\"telling\":", change->telling_text, change->telling_length, telling);
    al_output_text(output, "}}");
}

static void put_source(al_output *output, const almost_watched *watched)
{
    if (watched->source == NULL) {
        al_output_text(output, ",\"source\":null");
        return;
    }
    al_output_text(output, ",\"source\":{\"name\":");
    al_json_string(output, watched->source);
    put_span(output, ",\"span\":", watched->span);
    al_json_count(output, ",\"line\":", watched->line);
    al_output_text(output, "}");
}

static void put_count_or_null(al_output *output, const char *key, uint64_t number)
{
    if (number > 0) {
        al_json_count(output, key, number);
        return;
    }
    al_output_text(output, key);
    al_output_text(output, "null");
}

/* How good the place is. */
static void put_evidence(al_output *output, const almost_watched *watched)
{
    al_json_flag(output, ",\"moves\":", watched->moves != 0);
    al_json_fixed(output, ",\"likeness\":", watched->likeness);
    al_json_fixed(output, ",\"bits\":", watched->bits);
    al_output_text(output, ",\"expected\":");
    al_output_scientific(output, watched->expected);
    al_json_fixed(output, ",\"margin\":", watched->margin);
}

static void put_changes(al_output *output, const almost_watched *watched)
{
    al_output_text(output, ",\"changes\":[");
    for (size_t i = 0; i < watched->n_changes; i++) {
        al_output_text(output, i > 0 ? "," : "");
        put_change(output, &watched->changes[i]);
    }
    al_output_text(output, "]");
}

static void put_sentence(al_output *output, const almost_watched *watched)
{
    al_json_count(output, ",\"revision\":", watched->revision);
    al_json_name(output, ",\"is\":", &al_watched_as_names[watched->as]);
    put_span(output, ",\"telling\":", watched->telling);
    al_json_text(output, ",\"time\":", watched->time);
    al_json_text(output, ",\"speaker\":", watched->speaker);
    al_output_text(output, ",\"text\":");
    al_json_bytes(output, watched->text, watched->length);
    put_source(output, watched);
    if (watched->source != NULL)
        put_evidence(output, watched);
    put_count_or_null(output, ",\"fills\":", watched->fills);
    put_changes(output, watched);
}

static void put_left_out(al_output *output, const almost_watched *watched)
{
    put_span(output, ",\"telling\":", watched->telling);
    put_source(output, watched);
    put_count_or_null(output, ",\"words\":", watched->words);
    al_output_text(output, ",\"text\":");
    al_json_bytes(output, watched->text, watched->length);
}

void al_watch_put_json(const al_watch_writing *writing, const almost_watched *watched)
{
    al_output *output = writing->output;
    al_json_name(
        output, "{\"format\":\"almost.watch/1\",\"event\":", &al_watched_kind_names[watched->kind]);
    al_json_count(output, ",\"id\":", watched->id);
    if (watched->kind == ALMOST_WATCHED_SENTENCE)
        put_sentence(output, watched);
    else if (watched->kind == ALMOST_WATCHED_LEFT_OUT)
        put_left_out(output, watched);
    al_output_text(output, "}\n");
}

static void put_share(al_output *output, const almost_watch_share *share)
{
    al_output_text(output, "{\"name\":");
    al_json_string(output, share->source);
    al_json_count(output, ",\"words\":", share->words);
    al_json_fixed(output, ",\"share\":", share->share);
    al_output_text(output, "}");
}

static void put_shares(al_output *output, const almost_watch_summary *summary)
{
    al_output_text(output, ",\"sources\":[");
    for (size_t i = 0; i < summary->n_shares; i++) {
        al_output_text(output, i > 0 ? "," : "");
        put_share(output, &summary->shares[i]);
    }
    al_output_text(output, "]");
}

static void put_passage(al_output *output, const almost_watch_passage *passage, uint64_t id)
{
    al_json_count(output, "{\"id\":", id);
    al_output_text(output, ",\"source\":");
    al_json_string(output, passage->source);
    put_span(output, ",\"span\":", passage->span);
    put_span(output, ",\"telling\":", passage->telling);
    al_json_count(output, ",\"words\":", passage->words);
    al_json_fixed(output, ",\"likeness\":", passage->likeness);
    al_output_text(output, "}");
}

static void put_passages(al_output *output, const almost_watch_summary *summary)
{
    al_output_text(output, ",\"passages\":[");
    for (size_t i = 0; i < summary->n_passages; i++) {
        al_output_text(output, i > 0 ? "," : "");
        put_passage(output, &summary->passages[i], i + 1);
    }
    al_output_text(output, "]");
}

static void put_sentences(al_output *output, const uint64_t sentences[3])
{
    al_json_count(output, ",\"sentences\":{\"same\":", sentences[ALMOST_WATCHED_SAME]);
    al_json_count(output, ",\"different\":", sentences[ALMOST_WATCHED_DIFFERENT]);
    al_json_count(output, ",\"added\":", sentences[ALMOST_WATCHED_ADDED]);
    al_output_text(output, "}");
}

void al_watch_put_json_summary(const al_watch_writing *writing, const almost_watch_summary *summary)
{
    al_output *output = writing->output;
    al_output_text(output,
                   "{\"format\":\"almost.watch/1\",\"event\":\"end\",\"program\":\"almost ");
    al_output_text(output, almost_version());
    al_output_text(output, "\",\"units\":");
    al_json_string(output, almost_units_name(writing->units));
    put_sentences(output, summary->sentences);
    al_json_count(output, ",\"words\":", summary->words);
    al_json_fixed(output, ",\"told\":", summary->told);
    al_json_count(output, ",\"let_go\":", summary->let_go);
    put_shares(output, summary);
    put_passages(output, summary);
    al_json_count(output, ",\"passages_dropped\":", summary->passages_dropped);
    al_output_text(output, ",\"comparison\":");
    if (summary->comparison != NULL)
        al_write_json_head(summary->comparison, writing->units, output);
    else
        al_output_text(output, "null");
    al_output_text(output, "}\n");
}
