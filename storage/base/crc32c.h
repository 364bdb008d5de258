// Crc32c: the checksum of everything of ours that is stored or sent.
//
// Castagnoli's polynomial, as in iSCSI, ext4 and Kafka: a processor that has SSE 4.2 computes it in
// hardware; others use a table. Both give the same values.
//
// Threads: pure.
// Source: RFC 3720, appendix B.4 (test vectors).
#pragma once

#include <cstdint>
#include <string_view>

namespace meridian {

uint32_t Crc32c(std::string_view bytes);

namespace internal {
// Without the processor's instruction; visible for the test that compares the two.
uint32_t Crc32cByTable(std::string_view bytes);
}  // namespace internal

}  // namespace meridian
