variable "create" {
  description = "Whether anything is made"
  type        = bool
  default     = true
}

variable "path" {
  description = "What the names of the parameters begin with"
  type        = string
}

variable "settings" {
  description = "Values by name"
  type        = map(string)
  default     = {}
}

variable "tags" {
  description = "Tags of the parameters"
  type        = map(string)
  default     = {}
}
