ARG BUILD_BASE=node:22-bookworm-slim
ARG RUN_BASE=gcr.io/distroless/base-debian12:nonroot

FROM ${BUILD_BASE} AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && mkdir /data

FROM ${RUN_BASE}
COPY --from=build /src/dist/schedkit /schedkit
COPY --from=build --chown=65532:65532 /data /data
# Distroless's "nonroot" as a number, from which Kubernetes sees that it is not root.
USER 65532:65532
ENV DATA_DIR=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["/schedkit", "health"]
ENTRYPOINT ["/schedkit"]
CMD ["serve"]
