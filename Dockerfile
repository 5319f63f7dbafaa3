FROM node:22-bookworm-slim AS build
WORKDIR /src
COPY package.json package-lock.json .npmrc ./
RUN npm ci
COPY . .
RUN npm run build && mkdir /data

FROM gcr.io/distroless/base-debian12:nonroot
COPY --from=build /src/dist/schedkit /schedkit
COPY --from=build --chown=nonroot:nonroot /data /data
ENV DATA_DIR=/data
VOLUME /data
EXPOSE 3000
HEALTHCHECK --interval=30s --timeout=5s --start-period=5s CMD ["/schedkit", "health"]
ENTRYPOINT ["/schedkit"]
CMD ["serve"]
