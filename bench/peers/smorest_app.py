"""The same data as many would serve it: flask-smorest, marshmallow schemas, SQLAlchemy's ORM."""

import os

import marshmallow as ma
from flask import Flask
from flask.views import MethodView
from flask_smorest import Api, Blueprint, abort
from sqlalchemy import ForeignKey, Text, create_engine, func, select, text
from sqlalchemy.orm import DeclarativeBase, Mapped, joinedload, mapped_column, relationship, sessionmaker


class Base(DeclarativeBase):
    pass


class Publisher(Base):
    __tablename__ = "publishers"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]


class Speaker(Base):
    __tablename__ = "speakers"
    id: Mapped[str] = mapped_column(primary_key=True)
    name: Mapped[str]
    kind: Mapped[str]


class Article(Base):
    __tablename__ = "articles"
    id: Mapped[str] = mapped_column(primary_key=True)
    title: Mapped[str]
    url: Mapped[str | None]
    published_on: Mapped[str | None]
    publisher_id: Mapped[str | None] = mapped_column(ForeignKey("publishers.id"))
    publisher: Mapped[Publisher | None] = relationship()


class Quote(Base):
    __tablename__ = "quotes"
    id: Mapped[str] = mapped_column(primary_key=True)
    number: Mapped[int] = mapped_column("rowid")
    text: Mapped[str] = mapped_column(Text)
    kind: Mapped[str]
    confidence: Mapped[float]
    start: Mapped[int]
    end: Mapped[int]
    cue_text: Mapped[str | None]
    mention_text: Mapped[str | None]
    article_id: Mapped[str] = mapped_column(ForeignKey("articles.id"))
    speaker_id: Mapped[str | None] = mapped_column(ForeignKey("speakers.id"))
    article: Mapped[Article] = relationship()
    speaker: Mapped[Speaker | None] = relationship()


class NamedSchema(ma.Schema):
    id = ma.fields.String()
    name = ma.fields.String()


class SpeakerSchema(NamedSchema):
    kind = ma.fields.String()


class ArticleSchema(ma.Schema):
    id = ma.fields.String()
    title = ma.fields.String()
    url = ma.fields.String(allow_none=True)
    published_on = ma.fields.String(allow_none=True)
    publisher = ma.fields.Nested(NamedSchema, allow_none=True)


class QuoteSchema(ma.Schema):
    id = ma.fields.String()
    text = ma.fields.String()
    kind = ma.fields.String()
    confidence = ma.fields.Float()
    start = ma.fields.Integer()
    end = ma.fields.Integer()
    cue_text = ma.fields.String(allow_none=True)
    mention_text = ma.fields.String(allow_none=True)
    article = ma.fields.Nested(ArticleSchema)
    speaker = ma.fields.Nested(SpeakerSchema, allow_none=True)


class Arguments(ma.Schema):
    limit = ma.fields.Integer(load_default=20)
    before = ma.fields.Integer(load_default=1 << 60)
    speaker = ma.fields.String()
    tag = ma.fields.String()
    publisher = ma.fields.String()
    q = ma.fields.String()


app = Flask(__name__)
app.config.update(API_TITLE="Quotes", API_VERSION="1", OPENAPI_VERSION="3.1.0")
api = Api(app)
quotes = Blueprint("quotes", __name__, url_prefix="/")
Session = sessionmaker(create_engine(f"sqlite:///{os.environ['BENCH_DB']}"))
WHOLE = (joinedload(Quote.article).joinedload(Article.publisher), joinedload(Quote.speaker))


@quotes.route("/quotes/<id_>")
class One(MethodView):
    @quotes.response(200, QuoteSchema)
    def get(self, id_: str) -> Quote:
        with Session() as session:
            return session.get(Quote, id_, options=WHOLE) or abort(404)


@quotes.route("/quotes")
class Many(MethodView):
    @quotes.arguments(Arguments, location="query")
    @quotes.response(200, QuoteSchema(many=True))
    def get(self, asked: dict) -> list[Quote]:
        wanted = select(Quote).options(*WHOLE).where(Quote.number < asked["before"])
        if "speaker" in asked:
            wanted = wanted.where(Quote.speaker_id == asked["speaker"])
        if "tag" in asked:
            tagged = text("quotes.article_id IN (SELECT article_id FROM article_tags WHERE tag_id = :tag)")
            wanted = wanted.where(tagged.bindparams(tag=asked["tag"]))
        if "publisher" in asked:
            wanted = wanted.join(Quote.article).where(Article.publisher_id == asked["publisher"])
        if "q" in asked:
            found = text("quotes.rowid IN (SELECT rowid FROM quotes_search WHERE quotes_search MATCH :q)")
            wanted = wanted.where(found.bindparams(q=asked["q"]))
        with Session() as session:
            return list(session.scalars(wanted.order_by(Quote.number.desc()).limit(asked["limit"])).unique())


@quotes.route("/facets")
class Facets(MethodView):
    @quotes.arguments(ma.Schema.from_dict({"kind": ma.fields.String()}), location="query")
    @quotes.response(200)
    def get(self, asked: dict) -> dict[str, dict[str, int]]:
        columns = {"kind": Quote.kind, "speaker": Quote.speaker_id, "publisher": Article.publisher_id}
        counts = {}
        with Session() as session:
            for name, column in columns.items():
                wanted = select(column, func.count()).select_from(Quote).join(Quote.article).group_by(column)
                if "kind" in asked:
                    wanted = wanted.where(Quote.kind == asked["kind"])
                found = session.execute(wanted.order_by(func.count().desc()).limit(10))
                counts[name] = {str(value): count for value, count in found}
        return counts


api.register_blueprint(quotes)
