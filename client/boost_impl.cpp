// Asio and Beast, compiled once for the whole program: it saves seconds in each file that uses
// them.
#include <boost/asio/impl/src.hpp>
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
