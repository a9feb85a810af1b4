# syntax=docker/dockerfile:1

# One static binary in an image with nothing else: no shell, no package manager,
# no libc. The binary brings its own zone data (time/tzdata); the certificates of
# public authorities come along, for Slack is spoken to over TLS.
#
#   docker build --build-arg VERSION=v1.0.0 -t salescoach:v1.0.0 .
#
# The same source, version and Go version make the same binary, byte for byte.

ARG GO_VERSION=1.26

FROM golang:${GO_VERSION}-bookworm AS build
WORKDIR /src
COPY go.mod go.sum ./
RUN go mod download
COPY bot ./bot
COPY cmd ./cmd
COPY coach ./coach
COPY db ./db
ARG VERSION=devel
RUN CGO_ENABLED=0 go build -mod=readonly -trimpath -buildvcs=false -ldflags="-s -w -buildid= -X main.release=${VERSION}" -o /out/salescoach ./cmd/salescoach
RUN install -d -m 0700 -o 65532 -g 65532 /out/data

FROM scratch
COPY --from=build /etc/ssl/certs/ca-certificates.crt /etc/ssl/certs/ca-certificates.crt
COPY --from=build /out/salescoach /salescoach
COPY --from=build --chown=65532:65532 /out/data /data
USER 65532:65532
WORKDIR /data
ENV DATABASE_URL=sqlite:/data/salescoach.db TMPDIR=/data COACH_LOG_FORMAT=json COACH_LISTEN=127.0.0.1:8080
VOLUME ["/data"]
HEALTHCHECK --interval=30s --timeout=5s --start-period=20s --retries=3 CMD ["/salescoach", "health"]
STOPSIGNAL SIGTERM
ENTRYPOINT ["/salescoach"]
