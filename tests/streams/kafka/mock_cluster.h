// MockCluster: librdkafka's own brokers inside this process, on real sockets.
//
// They hold 5 MiB a partition and make no topics by themselves or by the admin protocol.
#pragma once

#include <librdkafka/rdkafka.h>
// Behind rdkafka.h, which it needs.
#include <librdkafka/rdkafka_mock.h>

#include <string>

#include "storage/base/check.h"
#include "streams/kafka/handle.h"

namespace meridian {

class MockCluster {
 public:
  MockCluster() {
    rd_kafka_conf_t* conf = rd_kafka_conf_new();
    char why[256];
    CHECK(rd_kafka_conf_set(conf, "test.mock.num.brokers", "1", why, sizeof why) ==
          RD_KAFKA_CONF_OK);
    client_.reset(rd_kafka_new(RD_KAFKA_PRODUCER, conf, why, sizeof why));
    CHECK(client_ != nullptr);
  }

  std::string brokers() const { return rd_kafka_mock_cluster_bootstraps(mock()); }
  void MakeTopic(const std::string& topic, int partitions) {
    CHECK(rd_kafka_mock_topic_create(mock(), topic.c_str(), partitions, 1) ==
          RD_KAFKA_RESP_ERR_NO_ERROR);
  }
  void SetUp(bool up) {
    up ? rd_kafka_mock_broker_set_up(mock(), 1) : rd_kafka_mock_broker_set_down(mock(), 1);
  }
  // The next produce request is answered with `error`.
  void FailProduce(rd_kafka_resp_err_t error) {
    constexpr int16_t kProduceApi = 0;
    rd_kafka_mock_push_request_errors(mock(), kProduceApi, 1, error);
  }

 private:
  rd_kafka_mock_cluster_t* mock() const { return rd_kafka_handle_mock_cluster(client_.get()); }

  KafkaHandle client_;
};

}  // namespace meridian
