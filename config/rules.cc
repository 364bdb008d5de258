#include "config/rules.h"

#include <algorithm>
#include <string>

namespace meridian {
namespace {

constexpr size_t kClusterSecretBytesMin = 16;

class Rules {
 public:
  Rules(const Config& config, const ConfigLines& lines, ConfigFaults& faults)
      : config_(config), lines_(lines), faults_(faults) {}

  void Check() {
    CheckPeers();
    CheckClusterSecret();
    CheckCredentials();
    CheckStorage();
    CheckIntervals();
  }

 private:
  void CheckPeers() {
    const auto& peers = config_.peers;
    for (size_t i = 0; i < peers.size(); ++i) {
      const int line = lines_.Of("peer", "name", i);
      if (!peers[i].name.empty() && peers[i].name == config_.storage.name) {
        faults_.Add(
            line, "peer.name",
            "\"" + peers[i].name + "\" is this region itself (region.name), must be another");
      }
      CheckUnlikeBefore("peer", "name", i, peers, &Config::Peer::name);
      CheckUnlikeBefore("peer", "endpoint", i, peers, &Config::Peer::endpoint);
    }
  }

  void CheckClusterSecret() {
    const int line = lines_.Of("auth", "cluster_secret");
    const size_t size = config_.cluster_secret.size();
    if (!config_.peers.empty() && !lines_.Has(*FindKey("auth", "cluster_secret"), 0)) {
      faults_.Add(line, "auth.cluster_secret",
                  "is missing although there is a [[peer]], must be the secret that all regions "
                  "share: write it under [auth]");
    } else if (size > 0 && size < kClusterSecretBytesMin) {
      faults_.Add(line, "auth.cluster_secret", "is too short, must have at least 16 characters");
    }
  }

  void CheckCredentials() {
    const auto& credentials = config_.credentials;
    if (credentials.empty()) {
      faults_.Add(1, "auth.credential",
                  "is missing, must be at least one: write [[auth.credential]] with access_key_id "
                  "and secret_access_key");
    }
    for (size_t i = 0; i < credentials.size(); ++i) {
      CheckUnlikeBefore("auth.credential", "access_key_id", i, credentials,
                        &Config::Credential::access_key_id);
      if (credentials[i].access_key_id == kPeerAccessKey) {
        faults_.Add(lines_.Of("auth.credential", "access_key_id", i),
                    "auth.credential.access_key_id",
                    "is the name of the regions' own key, must be another");
      }
    }
  }

  void CheckStorage() {
    const auto& storage = config_.storage;
    if (storage.shards > storage.partitions) {
      faults_.Add(lines_.Of("storage", "shards"), "storage.shards",
                  std::to_string(storage.shards) +
                      " are more than the partitions, must be at most " +
                      std::to_string(storage.partitions) + " (storage.partitions)");
    }
  }

  void CheckIntervals() {
    if (config_.publisher.backoff_min > config_.publisher.backoff_max) {
      NotAbove("publisher", "backoff_min_ms", "backoff_max_ms",
               config_.publisher.backoff_max.count());
    }
    const auto& replicator = config_.replicator;
    if (replicator.heartbeat_interval >= replicator.unreachable_after) {
      NotAbove("replicator", "heartbeat_ms", "unreachable_after_ms",
               replicator.unreachable_after.count() - 1);
    }
  }

  void NotAbove(const std::string& section, const std::string& name, const std::string& other,
                int64_t most) {
    const int line = std::max(lines_.Of(section, name), lines_.Of(section, other));
    faults_.Add(line, section + "." + name,
                "is too long for " + section + "." + other + ", must be at most " +
                    std::to_string(most) + ", or " + other + " greater");
  }

  template <class Element>
  void CheckUnlikeBefore(const std::string& section, const std::string& name, size_t index,
                         const std::vector<Element>& elements, std::string Element::*member) {
    const std::string& value = elements[index].*member;
    if (value.empty()) return;
    for (size_t before = 0; before < index; ++before) {
      if (elements[before].*member != value) continue;
      faults_.Add(lines_.Of(section, name, index), section + "." + name,
                  "\"" + value + "\" is already on line " +
                      std::to_string(lines_.Of(section, name, before)) + ", must be another");
      return;
    }
  }

  const Config& config_;
  const ConfigLines& lines_;
  ConfigFaults& faults_;
};

}  // namespace

void CheckTogether(const Config& config, const ConfigLines& lines, ConfigFaults& faults) {
  Rules(config, lines, faults).Check();
}

}  // namespace meridian
