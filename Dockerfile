# The portal in one image. It serves the web by default; worker, tick and set-up are other commands (compose.yaml).

FROM node:22-bookworm-slim AS frontend
WORKDIR /source
COPY package.json package-lock.json .npmrc ./
RUN npm ci --ignore-scripts
COPY static static
RUN npm run build

FROM python:3.11-slim-bookworm AS packages
WORKDIR /source
COPY requirements-uv.txt requirements.txt ./
RUN pip install --no-cache-dir --require-hashes -r requirements-uv.txt \
    && python -m venv --without-pip /packages \
    && uv pip sync --no-cache --python /packages/bin/python --require-hashes --compile-bytecode requirements.txt

FROM python:3.11-slim-bookworm
ENV PATH=/packages/bin:$PATH \
    PYTHONDONTWRITEBYTECODE=1 \
    PYTHONUNBUFFERED=1 \
    DJANGO_SETTINGS_MODULE=portal.settings.production
RUN useradd --system --uid 10001 --no-create-home portal \
    && install --directory --owner portal /portal/var/media
WORKDIR /portal
COPY --from=packages /packages /packages
COPY . .
COPY --from=frontend /source/build/static build/static
# Collecting files needs settings, but none of a real installation.
RUN SECRET_KEY=only-while-this-image-is-being-built-not-a-secret ALLOWED_HOSTS=localhost DATABASE_URL=sqlite://:memory: \
    python manage.py collectstatic --no-input --verbosity 0 \
    && python -m compileall -q contacts content library portal topics
USER portal
EXPOSE 8000
HEALTHCHECK --interval=30s --timeout=5s --start-period=30s CMD ["python", "bin/healthcheck.py"]
CMD ["gunicorn", "portal.wsgi"]
