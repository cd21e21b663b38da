# Eider's worker, and the cli beside it:
#   docker build -t eider .
#   docker run --rm eider --help

FROM maven:3.9-eclipse-temurin-25 AS build
WORKDIR /src
# The modules' descriptions first, so that libraries are fetched again only when these change.
COPY pom.xml ./
COPY .mvn .mvn
COPY workflows/pom.xml workflows/pom.xml
COPY activities/pom.xml activities/pom.xml
COPY worker/pom.xml worker/pom.xml
COPY cli/pom.xml cli/pom.xml
COPY bench/pom.xml bench/pom.xml
RUN mvn -q -B -pl cli -am dependency:resolve -DexcludeGroupIds=dev.eider || true
COPY workflows/src workflows/src
COPY activities/src activities/src
COPY worker/src worker/src
COPY cli/src cli/src
# The checks ran where the code was committed.
RUN mvn -q -B -DskipTests -Dcheckstyle.skip -Dspotless.check.skip=true -pl cli -am package \
 && cp cli/target/eider-cli-*.jar cli/target/eider/lib/

FROM eclipse-temurin:25-jre
RUN useradd --create-home --uid 10001 eider \
 && mkdir -p /var/lib/eider \
 && chown eider /var/lib/eider
COPY --from=build /src/cli/target/eider/lib /opt/eider/lib
USER eider
# Staged batches and logs; put it on a volume, so that a restarted worker goes on where it was.
ENV EIDER_HOME=/var/lib/eider
# As the launcher does: few pools of native memory, and what is given back goes back at once.
ENV MALLOC_ARENA_MAX=2 MALLOC_TRIM_THRESHOLD_=131072
VOLUME /var/lib/eider
EXPOSE 9464
ENTRYPOINT ["java", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", \
  "-XX:+UseSerialGC", "-XX:MaxRAMPercentage=60", "-cp", "/opt/eider/lib/*", "dev.eider.cli.EiderCli"]
CMD ["--help"]
