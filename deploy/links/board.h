// Board: all links of one group of regions, and the commands that cut and heal them.
#pragma once

#include <boost/asio/io_context.hpp>
#include <istream>
#include <memory>
#include <string>
#include <vector>

#include "deploy/links/link.h"

namespace meridian::links {

class Board {
 public:
  // Reads one link a line: FROM TO KIND LISTEN_ADDRESS:PORT TARGET_ADDRESS:PORT. Blank lines and
  // lines that start with # are skipped. Throws std::runtime_error naming the line at fault.
  Board(net::io_context& io, std::istream& file);

  void Start();
  // Carries out `cut A B`, `heal A B` or `status`; the answer is what a person reads, ends with a
  // newline, and starts with "error" when the command could not be carried out.
  std::string Run(const std::string& command);

 private:
  std::string Set(bool cut, const std::string& a, const std::string& b);
  std::string Status() const;

  std::vector<std::unique_ptr<Link>> links_;
};

}  // namespace meridian::links
