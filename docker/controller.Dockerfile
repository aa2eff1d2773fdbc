# The controller and the pages, with ffmpeg and speech. Recordings come from the same packages as in the other image.
FROM debian:forky-slim AS build
RUN apt-get update \
 && apt-get install -y --no-install-recommends nodejs npm python3 make g++ ca-certificates \
 && rm -rf /var/lib/apt/lists/*
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM debian:forky-slim
RUN apt-get update \
 && apt-get install -y --no-install-recommends \
      nodejs ffmpeg espeak-ng \
      asterisk-core-sounds-es-wav asterisk-core-sounds-es-g722 \
      asterisk-core-sounds-en-wav asterisk-core-sounds-en-g722 \
 && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 1000 centralita && useradd --uid 1000 --gid 1000 --no-create-home centralita \
 && install -d -o centralita -g centralita -m 0700 /data
WORKDIR /app
COPY --from=build /app/package.json ./
COPY --from=build /app/node_modules ./node_modules
COPY --from=build /app/dist ./dist
COPY --from=build /app/config ./config
COPY --from=build /app/ivr-flows ./ivr-flows
COPY docker/controller.mjs ./docker/
# The machine's own ffmpeg and espeak-ng are used, nothing is unpacked.
ENV CENTRALITA_RUNTIME=system
USER centralita
CMD ["node", "docker/controller.mjs"]
