#include "config/schema.h"

#include <algorithm>

#include "storage/engine/partition.h"

namespace meridian {
namespace {

constexpr int64_t kKiB = 1024;
constexpr int64_t kMiB = 1024 * kKiB;
constexpr int64_t kGiB = 1024 * kMiB;
constexpr int64_t kMinuteMs = 60'000;
constexpr int64_t kHourMs = 60 * kMinuteMs;

struct Field {
  ConfigValue (*read)(const Config&, size_t);
  void (*write)(Config&, size_t, const ConfigValue&);
};

template <class Access>
constexpr Field Bind(Access) {
  return {[](const Config& c, size_t i) { return ToValue(Access{}(c, i)); },
          [](Config& c, size_t i, const ConfigValue& value) { Assign(Access{}(c, i), value); }};
}
#define FIELD(path) Bind([](auto& c, size_t) -> auto& { return c.path; })
#define ELEMENT(list, member) Bind([](auto& c, size_t i) -> auto& { return c.list[i].member; })

constexpr Field kListen = {[](const Config& c, size_t) -> ConfigValue {
                             return JoinHostPort({.host = c.http.address, .port = c.http.port});
                           },
                           [](Config& c, size_t, const ConfigValue& value) {
                             const auto address = SplitHostPort(std::get<std::string>(value));
                             CHECK(address.has_value());
                             c.http.address = address->host;
                             c.http.port = address->port;
                           }};

struct Bounds {
  int64_t min;
  int64_t max;
};

constexpr ConfigKey Integer(std::string_view section, std::string_view name, std::string_view unit,
                            Bounds bounds, Field field, std::string_view help) {
  return {.section = section,
          .name = name,
          .unit = unit,
          .min = bounds.min,
          .max = bounds.max,
          .help = help,
          .read = field.read,
          .write = field.write};
}

constexpr ConfigKey Text(std::string_view section, std::string_view name, KeyForm form,
                         std::string_view example, Field field, std::string_view help) {
  return {.section = section,
          .name = name,
          .form = form,
          .example = example,
          .secret = form == KeyForm::kSecret,
          .help = help,
          .read = field.read,
          .write = field.write};
}

constexpr ConfigKey Required(ConfigKey key) {
  key.required = true;
  return key;
}

template <class Enum>
constexpr ConfigKey OneOf(std::string_view section, std::string_view name, Field field,
                          std::string_view help) {
  return {.section = section,
          .name = name,
          .form = KeyForm::kChoice,
          .choices = kChoices<Enum>,
          .help = help,
          .read = field.read,
          .write = field.write};
}

constexpr ConfigSection kSections[] = {
    {"region", "What this region is, and where its data is."},
    {"http", "The API's front end: its address, sizes and deadlines."},
    {"storage", "The stores of the data directory."},
    {"kafka", "This region's own Kafka, which holds its log."},
    {"publisher", "How committed changes get into the log."},
    {"peer", "Another region; one element each. None: this region stands alone.",
     [](const Config& c) { return c.peers.size(); }, [](Config& c) { c.peers.emplace_back(); }},
    {"replicator", "How changes of the other regions get here."},
    {"clock", "How far clocks may differ."},
    {"start", "What a start does when something is away."},
    {"api", "What clients are answered."},
    {"auth", "Signatures, of clients and between regions."},
    {"auth.credential", "An access key that may call the API; at least one.",
     [](const Config& c) { return c.credentials.size(); },
     [](Config& c) { c.credentials.emplace_back(); }},
    {"log", "Events on standard error."},
};

constexpr ConfigKey kKeys[] = {
    Required(
        Text("region", "name", KeyForm::kRegionName, "us-east-1", FIELD(storage.name),
             "This region's name; clients sign for it. Fixed when the data directory is made.")),
    Required(Text("region", "data_dir", KeyForm::kPath, "/var/lib/meridian",
                  FIELD(storage.data_dir),
                  "Where everything durable is; made if absent. A relative path begins at the "
                  "working directory.")),

    Text("http", "listen", KeyForm::kListen, "", kListen,
         "Where clients and peers connect. Port 0 takes any free one."),
    Integer("http", "threads", "", {0, 256}, FIELD(http.threads),
            "Event loops, a thread each; 0: one for each core."),
    Integer("http", "connections_max", "", {1, 1'000'000}, FIELD(http.connections_max),
            "Connections at once; further ones are closed."),
    Integer("http", "head_bytes_max", "bytes", {1 * kKiB, 1 * kMiB}, FIELD(http.head_bytes_max),
            "Size of a request's head; above it the answer is 431."),
    Integer("http", "headers_max", "", {16, 1'000}, FIELD(http.headers_max),
            "Headers of a request; above it the answer is 431."),
    Integer("http", "body_bytes_max", "bytes", {1 * kMiB, 64 * kMiB}, FIELD(http.body_bytes_max),
            "Size of a request's body; above it the answer is 413. DynamoDB's own limit is the "
            "default."),
    Integer("http", "tick_ms", "ms", {10, 1'000}, FIELD(http.tick),
            "Resolution of the deadlines below: each may end so much late."),
    Integer("http", "head_timeout_ms", "ms", {100, kHourMs}, FIELD(http.head_timeout),
            "From the first byte of a request to the end of its head."),
    Integer("http", "body_timeout_ms", "ms", {100, kHourMs}, FIELD(http.body_timeout),
            "From the end of the head to the end of the body."),
    Integer("http", "write_timeout_ms", "ms", {100, kHourMs}, FIELD(http.write_timeout),
            "For the client to take a whole answer."),
    Integer("http", "idle_timeout_ms", "ms", {100, kHourMs}, FIELD(http.idle_timeout),
            "Between two requests of a connection."),
    Integer("http", "linger_timeout_ms", "ms", {0, kMinuteMs}, FIELD(http.linger_timeout),
            "For input after an answer that closes the connection."),
    Integer("http", "drain_timeout_ms", "ms", {0, kHourMs}, FIELD(http.drain_timeout),
            "At a stop, for the requests in flight."),

    Integer("storage", "partitions", "", {1, kPartitionsMax}, FIELD(storage.partitions),
            "Partitions of the keys and of the log. Fixed when the data directory is made."),
    Integer("storage", "shards", "", {0, kPartitionsMax}, FIELD(storage.shards),
            "Stores, a thread each, at most as many as partitions; 0: one for each core. Fixed "
            "when the data directory is made."),
    Integer("storage", "memtable_bytes", "bytes", {64 * kKiB, 1 * kGiB},
            FIELD(storage.shard.database.memtable_bytes),
            "What a store collects in memory before it writes a file."),
    Integer("storage", "file_bytes", "bytes", {1 * kMiB, 1 * kGiB},
            FIELD(storage.shard.database.file_bytes), "Size of a store's files."),
    Integer("storage", "block_cache_bytes", "bytes", {0, 1024 * kGiB},
            FIELD(storage.shard.database.block_cache_bytes), "Blocks kept in memory, a store."),
    Integer("storage", "queue_turns_max", "", {1, 10'000'000}, FIELD(storage.shard.queue_turns_max),
            "Operations that may wait for a store; further ones are throttled."),
    Integer("storage", "batch_turns_max", "", {1, 1'000'000}, FIELD(storage.shard.batch_turns_max),
            "Operations that one synced write commits together."),
    Integer("storage", "batch_bytes_max", "bytes", {64 * kKiB, 1 * kGiB},
            FIELD(storage.shard.batch_bytes_max),
            "Bytes after which such a write takes no further operation."),
    Integer("storage", "reopen_interval_ms", "ms", {1, kMinuteMs},
            FIELD(storage.shard.reopen_interval),
            "Between attempts to open a store again whose disk failed."),
    Integer("storage", "recent_bytes_max", "bytes", {0, 16 * kGiB}, FIELD(storage.recent_bytes_max),
            "Changes kept in memory for the log, a partition."),
    Integer("storage", "retained_bytes_max", "bytes", {1 * kMiB, 1024 * kGiB},
            FIELD(storage.retained_bytes_max),
            "Changes kept on disk for regions that lag, a partition; beyond it Kafka's copy has to "
            "do."),
    Integer("storage", "backlog_bytes_max", "bytes", {1 * kMiB, 1024 * kGiB},
            FIELD(storage.backlog_bytes_max),
            "Changes that Kafka has not taken yet; beyond it writes are throttled."),
    Integer("storage", "log_timeout_ms", "ms", {1, kHourMs}, FIELD(storage.log_timeout),
            "How long a write of log durability waits for the log."),

    Required(Text("kafka", "bootstrap", KeyForm::kServers, "127.0.0.1:9092", FIELD(kafka.bootstrap),
                  "Brokers to begin with.")),
    Integer("kafka", "linger_ms", "ms", {0, 1'000}, FIELD(kafka.linger),
            "How long a message waits for others to go with it: less is sooner, more is cheaper."),
    Integer("kafka", "replication_factor", "", {1, 16}, FIELD(topics.replication),
            "Copies of each record. With 3 or more, two acknowledge; with 1, a broker that loses "
            "power may lose what it acknowledged, and the region then refuses to start."),
    Integer("kafka", "retention_hours", "hours", {1, 24 * 3650}, FIELD(topics.retention),
            "How long the log is kept: longer than the longest outage of a region that shall not "
            "end in a resync."),

    Integer("publisher", "in_flight_max", "", {1, 1'000}, FIELD(publisher.limits.in_flight_max),
            "Messages of one partition that Kafka has not acknowledged yet."),
    Integer("publisher", "page_bytes", "bytes", {64 * kKiB, 64 * kMiB},
            FIELD(publisher.limits.page_bytes), "Changes read from a store at once."),
    Integer("publisher", "backoff_min_ms", "ms", {1, kMinuteMs}, FIELD(publisher.backoff_min),
            "First pause after Kafka was lost; it doubles."),
    Integer("publisher", "backoff_max_ms", "ms", {1, kHourMs}, FIELD(publisher.backoff_max),
            "Longest such pause."),
    Integer("publisher", "stall_after_ms", "ms", {100, kHourMs}, FIELD(publisher.stall_after),
            "A message unacknowledged for so long says that the log is unavailable."),

    Required(Text("peer", "name", KeyForm::kRegionName, "eu-west-1", ELEMENT(peers, name),
                  "The other region's name.")),
    Required(Text("peer", "endpoint", KeyForm::kEndpoint, "http://127.0.0.1:8102",
                  ELEMENT(peers, endpoint), "Where this region reaches the other's node.")),
    Required(Text("peer", "kafka", KeyForm::kServers, "127.0.0.1:9093", ELEMENT(peers, kafka),
                  "Where this region reaches the other's Kafka.")),

    Integer("replicator", "heartbeat_ms", "ms", {10, kMinuteMs},
            FIELD(replicator.heartbeat_interval), "Between this region's heartbeats."),
    Integer("replicator", "unreachable_after_ms", "ms", {100, kHourMs},
            FIELD(replicator.unreachable_after), "A region not heard for so long is unreachable."),
    Integer("replicator", "live_lag_ms", "ms", {1, kHourMs}, FIELD(replicator.live_lag),
            "A link at most so far behind is LIVE, else CATCHUP."),
    Integer("replicator", "retry_delay_ms", "ms", {1, kMinuteMs}, FIELD(replicator.retry_delay),
            "Between attempts at what failed for the moment."),
    Integer("replicator", "topic_retry_delay_ms", "ms", {1, kMinuteMs},
            FIELD(replicator.topic_retry_delay), "Between looks at a topic that is not there yet."),
    Integer("replicator", "apply_changes", "", {1, 100'000}, FIELD(replicator.apply_changes),
            "Changes that one commit takes."),
    Integer("replicator", "apply_bytes", "bytes", {64 * kKiB, 64 * kMiB},
            FIELD(replicator.apply_bytes), "Bytes that one commit takes."),
    Integer("replicator", "queue_bytes_max", "bytes", {1 * kMiB, 4 * kGiB},
            FIELD(replicator.queue_bytes_max),
            "Messages that wait for one partition; above it delivery pauses."),
    Integer(
        "replicator", "pending_changes_max", "", {1, 10'000'000},
        FIELD(replicator.pending_changes_max),
        "Changes of paused tables that one partition of a link keeps; above it delivery pauses."),
    Integer("replicator", "purge_limit", "", {1, 100'000}, FIELD(replicator.purge_limit),
            "Tombstones purged in one commit."),
    Integer("replicator", "purge_interval_ms", "ms", {1, kHourMs}, FIELD(replicator.purge_interval),
            "Between purges of tombstones."),
    Integer("replicator", "chunk_states", "", {1, 100'000}, FIELD(replicator.chunk_states),
            "Items that a chunk of a snapshot holds."),
    Integer("replicator", "chunk_bytes", "bytes", {64 * kKiB, 64 * kMiB},
            FIELD(replicator.chunk_bytes), "Bytes that a chunk of a snapshot holds."),
    Integer("replicator", "backfill_parallel", "", {1, 256}, FIELD(replicator.backfill_parallel),
            "Partitions of one table that are filled at once."),
    Integer("replicator", "backfill_source_failures", "", {1, 1'000},
            FIELD(replicator.backfill_source_failures),
            "Failures in a row after which a backfill turns to another source."),
    Integer("replicator", "snapshots_max", "", {1, 10'000}, FIELD(replicator.snapshots_max),
            "Snapshots kept open for other regions."),
    Integer("replicator", "snapshot_idle_ms", "ms", {100, kHourMs}, FIELD(replicator.snapshot_idle),
            "A snapshot not asked for so long is closed."),
    Integer("replicator", "verify_timeout_ms", "ms", {100, kHourMs},
            FIELD(replicator.verify_timeout),
            "How long VerifyTable waits for a region to reach the common cut."),
    Integer("replicator", "verify_retry_delay_ms", "ms", {1, kMinuteMs},
            FIELD(replicator.verify_retry_delay), "Between its looks at a difference."),
    Integer("replicator", "verify_attempts", "", {1, 1'000}, FIELD(replicator.verify_attempts),
            "How often it looks at a difference before it says so."),

    Integer("clock", "quarantine_ahead_ms", "ms", {1, 24 * kHourMs},
            FIELD(replicator.quarantine_ahead),
            "A change whose region's clock is further ahead than this is not merged until time has "
            "passed."),

    OneOf<WithoutLog>(
        "start", "without_log", FIELD(without_log),
        "When Kafka cannot be read at the start: writes wait for it, or go on without it."),

    OneOf<Messages>(
        "api", "messages", FIELD(messages),
        "Refusals of PutItem and UpdateItem begin with \"1 validation error detected: \", as "
        "DynamoDB's do today, or are bare, as they were until 2026."),

    Text("auth", "cluster_secret", KeyForm::kSecret, "change-this-cluster-secret",
         FIELD(cluster_secret),
         "Signs what regions say to each other: the same in all of them, at least 16 characters. "
         "Required where there is a peer."),
    Integer("auth", "signature_window_s", "s", {1, 7 * 24 * 3600}, FIELD(signature_window),
            "How old, or how far ahead, a request's signature may be."),
    Required(Text("auth.credential", "access_key_id", KeyForm::kAccessKeyId, "MERIDIANEXAMPLE",
                  ELEMENT(credentials, access_key_id), "The key's name.")),
    Required(Text("auth.credential", "secret_access_key", KeyForm::kSecret,
                  "change-this-secret-access-key", ELEMENT(credentials, secret_access_key),
                  "The key's secret.")),

    OneOf<LogLevel>("log", "level", FIELD(log_level), "Events below it are dropped."),
};
#undef FIELD
#undef ELEMENT

}  // namespace

std::span<const ConfigSection> ConfigSections() { return kSections; }
std::span<const ConfigKey> ConfigKeys() { return kKeys; }

const ConfigSection* FindSection(std::string_view name) {
  const auto* found = std::ranges::find(kSections, name, &ConfigSection::name);
  return found == std::end(kSections) ? nullptr : found;
}

const ConfigKey* FindKey(std::string_view section, std::string_view name) {
  const auto* found = std::ranges::find_if(
      kKeys, [&](const ConfigKey& key) { return key.section == section && key.name == name; });
  return found == std::end(kKeys) ? nullptr : found;
}

}  // namespace meridian
