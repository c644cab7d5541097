"""The index of what searches find, kept by the database itself (ADR 0009); and the glossary.

SQLite drops a table's triggers when it makes the table anew, as it does for most changes: a later migration that alters
`portal_passage` runs `create_index` again.
"""

import unicodedata

import django.db.models.deletion
from django.db import migrations, models

COLUMNS = ("title", "also_called", "within", "text", "facets")

# PostgreSQL's parser takes “and/or” for a file and “out-of-hours” for one word: it is given words with spaces between them,
# and letters without their accents, as SQLite's tokenizer makes them.
BETWEEN = "/-.@_’'&:+~*#=?%<>|\\"
ACCENTED = {
    letter: plain
    for letter in map(chr, range(0xC0, 0x250))
    if (plain := unicodedata.normalize("NFD", letter)[0]) != letter
}


def words_of(*columns):
    """SQL for the words of these columns."""
    given = "".join(ACCENTED) + BETWEEN.replace("'", "''")
    made = "".join(ACCENTED.values()) + " " * len(BETWEEN)
    joined = " || ' ' || ".join(f"left({column}, 200000)" for column in columns)
    facets = "array_to_tsvector(string_to_array('=' || replace(facets, ' ', ' ='), ' '))"
    return f"{facets} || to_tsvector('english'::regconfig, translate({joined}, '{given}', '{made}'))"


def on_sqlite():
    names = ", ".join(COLUMNS)
    new, old = (", ".join(f"{row}.{name}" for name in COLUMNS) for row in ("new", "old"))
    add = f"INSERT INTO portal_passage_words(rowid, {names}) VALUES (new.id, {new});"
    take = f"INSERT INTO portal_passage_words(portal_passage_words, rowid, {names}) VALUES ('delete', old.id, {old});"
    yield (
        f"CREATE VIRTUAL TABLE portal_passage_words USING fts5({names}, content='portal_passage', content_rowid='id', "
        "tokenize='porter unicode61 remove_diacritics 2')"
    )
    for name, event, does in (
        ("added", "INSERT", add),
        ("changed", "UPDATE", take + add),
        ("deleted", "DELETE", take),
    ):
        yield f"CREATE TRIGGER portal_passage_{name} AFTER {event} ON portal_passage BEGIN {does} END"
    yield "INSERT INTO portal_passage_words(portal_passage_words) VALUES ('rebuild')"


def on_postgresql():
    for column, of in (("title_words", COLUMNS[:3]), ("words", COLUMNS[:4])):
        yield f"ALTER TABLE portal_passage ADD COLUMN {column} tsvector GENERATED ALWAYS AS ({words_of(*of)}) STORED"
        # At once in its place: what waits in a list is read by every search until the next vacuum, four times as slow.
        yield f"CREATE INDEX portal_passage_{column} ON portal_passage USING gin ({column}) WITH (fastupdate = off)"
    yield "DROP INDEX IF EXISTS portal_search_words"  # readers search passages now


def create_index(apps, schema_editor):
    for sql in {"sqlite": on_sqlite, "postgresql": on_postgresql}[schema_editor.connection.vendor]():
        schema_editor.execute(sql, params=None)


def drop_index(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for name in ("added", "changed", "deleted"):
            schema_editor.execute(f"DROP TRIGGER portal_passage_{name}")
        schema_editor.execute("DROP TABLE portal_passage_words")
    else:
        schema_editor.execute("ALTER TABLE portal_passage DROP COLUMN title_words, DROP COLUMN words")
        schema_editor.execute("CREATE INDEX portal_search_words ON wagtailsearch_indexentry USING gin ((title || body))")


class Migration(migrations.Migration):

    dependencies = [
        ('portal', '0006_passages'),
        ('wagtailcore', '0098_apitoken'),
    ]

    operations = [
        migrations.AddField(
            model_name='passage',
            name='facets',
            field=models.CharField(blank=True, default='', max_length=120),
        ),
        migrations.AddField(
            model_name='passage',
            name='path',
            field=models.CharField(blank=True, default='', max_length=255),
        ),
        migrations.CreateModel(
            name='Term',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(help_text="Its place on the glossary's page.", max_length=60, unique=True)),
                ('term', models.CharField(help_text='In full: Local authority designated officer.', max_length=120)),
                ('short', models.CharField(blank=True, help_text='LADO', max_length=30, verbose_name='short form')),
                ('meaning', models.TextField(blank=True, help_text='One or two sentences in plain English.')),
                ('also_called', models.CharField(blank=True, help_text='Other words for the same, and common misspellings, with commas between them. Not shown to readers.', max_length=400)),
                ('order', models.PositiveSmallIntegerField(default=100, help_text='Lower comes first; then by the alphabet.')),
                ('latest_revision', models.ForeignKey(blank=True, editable=False, null=True, on_delete=django.db.models.deletion.SET_NULL, related_name='+', to='wagtailcore.revision', verbose_name='latest revision')),
            ],
            options={
                'verbose_name': 'term of the glossary',
                'verbose_name_plural': 'terms of the glossary',
                'ordering': ['order', 'term'],
            },
        ),
        migrations.RunPython(create_index, drop_index),
    ]
