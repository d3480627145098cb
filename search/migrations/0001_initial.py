import django.db.models.deletion
import search.models
from django.db import migrations, models


class CreatePosting(migrations.CreateModel):
    """The table of tokens is each engine's own kind of text index, not a plain table."""

    def database_forwards(self, app_label, schema_editor, from_state, to_state):
        if schema_editor.connection.vendor == "postgresql":
            schema_editor.execute(
                "CREATE TABLE search_posting (rowid bigint NOT NULL, part smallint NOT NULL "
                "DEFAULT 0, tokens tsvector NOT NULL, PRIMARY KEY (rowid, part))"
            )
            # Without a pending list a search never has to read what is not yet in the index.
            schema_editor.execute(
                "CREATE INDEX search_posting_tokens ON search_posting USING gin (tokens) "
                "WITH (fastupdate = off)"
            )
        else:
            # Tokens come ready made. Where a token stands in its field is never asked.
            schema_editor.execute(
                "CREATE VIRTUAL TABLE search_posting USING fts5 (tokens, detail = none, "
                "tokenize = \"unicode61 remove_diacritics 0 tokenchars '&+'\")"
            )

    def database_backwards(self, app_label, schema_editor, from_state, to_state):
        schema_editor.execute("DROP TABLE search_posting")


class Migration(migrations.Migration):

    initial = True

    dependencies = []

    operations = [
        CreatePosting(
            name='Posting',
            fields=[
                ('place', models.BigIntegerField(db_column='rowid', primary_key=True, serialize=False)),
                ('tokens', models.TextField()),
            ],
            options={
                'db_table': 'search_posting',
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='SearchDocument',
            fields=[
                ('id', models.BigIntegerField(primary_key=True, serialize=False)),
                ('slug', models.CharField(max_length=200)),
                ('address', models.CharField(max_length=300)),
                ('abbreviation', models.CharField(blank=True, max_length=60)),
                ('name_zh_hk', models.TextField(blank=True)),
                ('name_en', models.TextField(blank=True)),
                ('summary_zh_hk', models.TextField(blank=True)),
                ('summary_en', models.TextField(blank=True)),
                ('name_tokens_zh_hk', models.TextField(blank=True)),
                ('name_tokens_en', models.TextField(blank=True)),
                ('ended_from', models.DateField(null=True)),
                ('dated', models.CharField(blank=True, max_length=11)),
                ('digest', models.CharField(max_length=64)),
                ('body_zh_hk', models.TextField(blank=True)),
                ('body_en', models.TextField(blank=True)),
            ],
            options={
                'default_permissions': (),
                'indexes': [models.Index(fields=['ended_from'], name='search_document_ended')],
            },
        ),
        migrations.CreateModel(
            name='SynonymGroup',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.SlugField(max_length=60, unique=True, verbose_name='key')),
                ('is_name', models.BooleanField(default=False, help_text='A scheme, body or place; otherwise a word of common speech.', verbose_name='names one thing')),
                ('zh_hk', models.TextField(blank=True, help_text='One a line.', validators=[search.models.validate_terms], verbose_name='Chinese')),
                ('en', models.TextField(blank=True, help_text='One a line.', validators=[search.models.validate_terms], verbose_name='English')),
                ('abbreviations', models.TextField(blank=True, help_text='One a line.', validators=[search.models.validate_terms], verbose_name='abbreviations')),
                ('spoken', models.TextField(blank=True, help_text='One a line.', validators=[search.models.validate_terms], verbose_name='as people say it')),
                ('capitals_only', models.BooleanField(default=False, help_text='For one that is a word as well, such as ACCESS; alone in the box it counts.', verbose_name='abbreviations in capitals only')),
                ('loaded', models.JSONField(editable=False, null=True)),
                ('updated_at', models.DateTimeField(auto_now=True, verbose_name='last saved')),
            ],
            options={
                'verbose_name': 'group of synonyms',
                'verbose_name_plural': 'synonyms',
                'ordering': ['key'],
            },
        ),
        migrations.CreateModel(
            name='Word',
            fields=[
                ('folded', models.CharField(max_length=40, primary_key=True, serialize=False)),
                ('shown', models.CharField(max_length=40)),
            ],
            options={
                'default_permissions': (),
            },
        ),
        migrations.CreateModel(
            name='MissedQuery',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('day', models.DateField(verbose_name='day')),
                ('text', models.CharField(max_length=100, verbose_name='words')),
                ('times', models.PositiveIntegerField(default=1, verbose_name='times')),
            ],
            options={
                'verbose_name': 'search without a result',
                'verbose_name_plural': 'searches without a result',
                'ordering': [models.OrderBy(models.F('day'), descending=True), models.OrderBy(models.F('times'), descending=True), 'text'],
                'default_permissions': ('view', 'delete'),
                'constraints': [models.UniqueConstraint(fields=('day', 'text'), name='search_missed_once_a_day')],
            },
        ),
        migrations.CreateModel(
            name='SearchName',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('key', models.CharField(db_index=True, max_length=200)),
                ('folded', models.CharField(max_length=300)),
                ('shown', models.CharField(max_length=300)),
                ('language', models.CharField(blank=True, max_length=5)),
                ('tier', models.PositiveSmallIntegerField(choices=[(0, 'present name'), (1, 'former name')])),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='names', to='search.searchdocument')),
            ],
            options={
                'default_permissions': (),
            },
        ),
    ]
