// Config: everything that region.toml says, as the options of the modules that it is for.
//
// What a module declares in its own Options has its unit, default and meaning there; only what
// belongs to no module is declared here. The defaults of region.toml are those of a
// default-constructed Config. Each setting is described in schema.h.
//
// Secrets are in here: a Config is printed with Describe (describe.h) and in no other way.
#pragma once

#include <chrono>
#include <cstdint>
#include <string>
#include <vector>

#include "regions/http/options.h"
#include "replicator/options.h"
#include "storage/base/log.h"
#include "storage/table/region.h"
#include "streams/log_start.h"
#include "streams/publisher.h"
#include "streams/topics.h"

namespace meridian {

// The access key id that regions sign with among themselves; no user's credential may have it.
inline constexpr char kPeerAccessKey[] = "MERIDIANPEER";

// How the API words its refusals; regions/api/message_generation.h says what differs.
enum class Messages : uint8_t { kPrefixed, kBare };

struct Config {
  // Another region, as this one reaches it.
  struct Peer {
    std::string name;
    std::string endpoint;  // "http://host:port", for the peer protocol.
    std::string kafka;     // Its Kafka: "host:port", several with commas.
  };
  // Who may call the API.
  struct Credential {
    std::string access_key_id;
    std::string secret_access_key;
  };
  // This region's own Kafka.
  struct Kafka {
    std::string bootstrap;  // "host:port", several with commas.
    std::chrono::milliseconds linger{1};
  };

  Config();

  Region::Options storage;  // Its name and data_dir are those of [region].
  HttpOptions http;
  Kafka kafka;
  TopicOptions topics;
  PublisherOptions publisher;
  ReplicatorOptions replicator;  // Its quarantine_ahead is that of [clock].
  std::vector<Peer> peers;
  std::string cluster_secret;  // Shared by all regions; signs the peer protocol.
  std::vector<Credential> credentials;
  std::chrono::seconds signature_window{900};  // Both into the past and the future.
  WithoutLog without_log = WithoutLog::kWait;
  Messages messages = Messages::kPrefixed;
  LogLevel log_level = LogLevel::kInfo;
};

}  // namespace meridian
