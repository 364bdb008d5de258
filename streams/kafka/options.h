// KafkaOptions: how to reach one Kafka cluster.
#pragma once

#include <map>
#include <string>

namespace meridian {

struct KafkaOptions {
  std::string brokers;    // "host:port,host:port".
  std::string client_id;  // Names this region in the brokers' logs and quotas.
  // librdkafka's own names (security.protocol, ssl.ca.location, sasl.…); override ours.
  std::map<std::string, std::string> settings;
};

}  // namespace meridian
