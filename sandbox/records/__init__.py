"""SQL: what is read and written, without HTTP and without deciding who may."""
