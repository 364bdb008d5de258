// What the tests of the configuration write: a right file, and wrong ones made from it.
#pragma once

#include <string>

#include "config/load.h"

namespace meridian {

// Lines 1 to 9. What a test appends begins at line 10.
inline const std::string kMinimal =
    "[region]\n"
    "name = \"us-east-1\"\n"
    "data_dir = \"data\"\n"
    "[kafka]\n"
    "bootstrap = \"127.0.0.1:9092\"\n"
    "[[auth.credential]]\n"
    "access_key_id = \"MERIDIAN1\"\n"
    "secret_access_key = \"s3cr3t-of-a-key\"\n"
    "# end\n";

inline std::string PeerToml(const std::string& name, int port) {
  const std::string digits = std::to_string(port);
  return "[[peer]]\nname = \"" + name + "\"\nendpoint = \"http://127.0.0.1:" + digits +
         "\"\nkafka = \"127.0.0.1:9092\"\n";
}

inline const std::string kClusterSecret = "[auth]\ncluster_secret = \"s3cr3t-of-the-cluster\"\n";

inline Result<Config> ParseText(const std::string& text) {
  return ParseConfig(text, "region.toml", /*cores=*/4);
}

// All faults of `text`; "right" if it has none.
inline std::string FaultsOf(const std::string& text) {
  const Result<Config> config = ParseText(text);
  return config ? "right" : config.error().message;
}

}  // namespace meridian
