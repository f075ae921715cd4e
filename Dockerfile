# Jingwei beside a Neo4j that runs elsewhere (docker-compose.yml); nothing is fetched at run time.
FROM python:3.12-slim

WORKDIR /app
COPY requirements.lock .
RUN pip install --no-cache-dir --no-deps --require-hashes --only-binary=:all: -r requirements.lock

COPY . .
RUN useradd --create-home jingwei && mkdir /data && chown jingwei /data
USER jingwei

# Inside a container loopback is nobody's: it listens on all of the container's addresses, and compose publishes the
# port on the host's loopback only.
ENV PYTHONPATH=/app PYTHONUNBUFFERED=1 JINGWEI_HOME=/data JINGWEI_HOST=0.0.0.0
VOLUME /data
EXPOSE 8120
CMD ["python", "-m", "jingwei", "run", "--port", "8120"]
