// Clients of librdkafka as we set them up, and its errors as ours. Private to this folder.
//
// Every setting that isn't librdkafka's default is here, with its reason. docs/formats/kafka.md
// says what the brokers must have.
//
// Threads: pure, but for the handles.
#pragma once

#include <string>

#include "storage/base/result.h"
#include "streams/kafka/handle.h"
#include "streams/kafka/options.h"

namespace meridian {

// kValidation: a setting is wrong; kUnavailable: the client can't be made now (files, threads).
Result<KafkaHandle> NewKafkaProducer(const KafkaOptions& options);
Result<KafkaHandle> NewKafkaConsumer(const KafkaOptions& options);
// Whether both could be configured, without making them.
Status CheckKafkaOptions(const KafkaOptions& options);

// kNotFound: topic or offset are not there. kCorrupt: a record fails its checksum. kAccessDenied.
// Everything else passes with time: kUnavailable.
Error KafkaError(rd_kafka_resp_err_t error, const std::string& where);

// Logs what a client's main queue says (log lines, errors). True if all brokers are away.
bool ReportKafkaEvent(rd_kafka_event_t* event);

}  // namespace meridian
