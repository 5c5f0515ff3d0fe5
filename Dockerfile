# The server that docker-compose.yml starts.
FROM node:20-slim AS build
WORKDIR /ambit
COPY package.json package-lock.json ./
RUN npm ci --no-audit --no-fund
COPY . .
RUN npm run build && npm prune --omit=dev --no-audit --no-fund

FROM node:20-slim
WORKDIR /ambit
ENV NODE_ENV=production
COPY --from=build /ambit/package.json ./
COPY --from=build /ambit/node_modules ./node_modules
COPY --from=build /ambit/dist ./dist
COPY --from=build /ambit/bin ./bin
RUN mkdir /cache && chown node:node /cache
USER node
ENTRYPOINT ["node", "bin/ambit"]
CMD ["serve"]
