# Asterisk 22.10.1 or newer with its recordings and hold music. It reads what the controller wrote into the data volume.
FROM debian:forky-slim

RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      asterisk asterisk-modules \
      asterisk-core-sounds-es-wav asterisk-core-sounds-es-g722 \
      asterisk-core-sounds-en-wav asterisk-core-sounds-en-g722 \
      asterisk-moh-opsound-wav asterisk-moh-opsound-g722 \
 && rm -rf /var/lib/apt/lists/*

# The same numbers in both images: they share the data and the audio spool, which nobody else may read.
RUN groupadd --gid 1000 centralita && useradd --uid 1000 --gid 1000 --no-create-home centralita \
 && install -d -o centralita -g centralita -m 0700 /data
COPY docker/asterisk-start.sh /usr/local/bin/asterisk-start
USER centralita
ENTRYPOINT ["/usr/local/bin/asterisk-start"]
