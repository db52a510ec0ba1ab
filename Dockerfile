# A served corpus in one read-only image: the database is built here, from the folder named by CORPUS.
#
#   docker build --tag onrecord .
#   docker run --read-only --tmpfs /tmp --publish 127.0.0.1:8000:8000 onrecord

# The wheel is made where a C compiler is: the extraction engine in it is compiled. Plain Python gives the same answers,
# later: --build-arg COMPILED=false.
FROM python:3.11 AS wheel
WORKDIR /src
RUN python -m venv /opt/compile
ENV PATH=/opt/compile/bin:$PATH
COPY requirements-compile.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements-compile.lock
COPY pyproject.toml README.md LICENSE ./
COPY bench/compile_engine.py bench/compiled_wheel.py bench/
COPY schema schema
COPY seeds seeds
COPY api api
ARG COMPILED=true
RUN HATCH_BUILD_HOOK_ENABLE_CUSTOM=$COMPILED pip wheel --no-deps --no-build-isolation --wheel-dir /opt/wheel .

FROM python:3.11-slim AS build
WORKDIR /build
RUN python -m venv /opt/onrecord
ENV PATH=/opt/onrecord/bin:$PATH
# The dependencies change less often than the code: their layer comes first.
COPY requirements.lock ./
RUN pip install --no-cache-dir --require-hashes --requirement requirements.lock
COPY --from=wheel /opt/wheel /opt/wheel
RUN pip install --no-cache-dir --no-deps /opt/wheel/*.whl
ARG CORPUS=seeds
COPY $CORPUS corpus
RUN mkdir /srv/onrecord \
 && onrecord load corpus --db /srv/onrecord/corpus.db \
 && onrecord doctor --db /srv/onrecord/corpus.db

FROM python:3.11-slim
RUN useradd --system --uid 10001 --no-create-home onrecord
COPY --from=build /opt/onrecord /opt/onrecord
COPY --from=build /srv/onrecord /srv/onrecord
COPY gunicorn.conf.py /srv/onrecord/
# All addresses inside the container; which of them the host publishes is decided by whoever runs it.
ENV PATH=/opt/onrecord/bin:$PATH \
    PYTHONUNBUFFERED=1 \
    PYTHONDONTWRITEBYTECODE=1 \
    ONRECORD_DB=/srv/onrecord/corpus.db \
    ONRECORD_BIND=0.0.0.0:8000
WORKDIR /srv/onrecord
USER onrecord
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=3s --start-period=10s \
  CMD ["python", "-c", "from urllib.request import urlopen; urlopen('http://127.0.0.1:8000/healthz', timeout=2)"]
CMD ["gunicorn", "--config", "gunicorn.conf.py"]
