# Writes FILES as C++ string views into OUT; pages/embedded.hpp declares them.
set(code "#include \"pages/embedded.hpp\"\n\nnamespace pages {\n")
foreach(file IN LISTS FILES)
  get_filename_component(name ${file} NAME)
  string(REPLACE "." "_" name ${name})
  file(READ ${file} text)
  string(APPEND code "\nconst std::string_view ${name} = R\"embedded(${text})embedded\";\n")
endforeach()
file(WRITE ${OUT} "${code}\n}  // namespace pages\n")
