#include "config/config.h"

namespace meridian {

Config::Config() {
  // DynamoDB Local's port, so that a client's example works as it stands.
  http.port = 8000;
  // As many as the machine has cores; Load fills in how many these are.
  http.threads = 0;
  storage.shards = 0;
}

}  // namespace meridian
