variable "name" {
  description = "Name of the chatbot, as the portal knows it."
  type        = string

  validation {
    condition     = can(regex("^[a-z0-9]([a-z0-9-]{0,48}[a-z0-9])?$", var.name))
    error_message = "The name has lower-case letters, digits and hyphens, at most 50."
  }
}

variable "stage" {
  description = "Stage that this state stands for."
  type        = string

  validation {
    condition     = contains(["staging", "production"], var.stage)
    error_message = "The stage is staging or production."
  }
}

variable "region" {
  description = "AWS region."
  type        = string
  default     = "eu-central-1"
}

variable "vpc_id" {
  description = "Network that the bot runs in."
  type        = string
}

variable "internal" {
  description = "Whether the load balancer has private addresses only. When false, it stands in public subnets and allowed_cidrs names networks of the internet."
  type        = bool
  default     = true
}

variable "load_balancer_subnet_ids" {
  description = "Subnets of the load balancer, in at least two availability zones."
  type        = list(string)

  validation {
    condition     = length(var.load_balancer_subnet_ids) >= 2
    error_message = "A load balancer needs subnets in two availability zones."
  }
}

variable "private_subnet_ids" {
  description = "Subnets of the bot."
  type        = list(string)
}

variable "certificate_arn" {
  description = "Certificate of the load balancer's HTTPS listener."
  type        = string
}

variable "stable" {
  description = "The release that users talk to: an image by digest, and what the permit says of it."
  type = object({
    image   = string
    version = string
    digest  = string
    commit  = string
  })

  validation {
    condition     = can(regex("@sha256:[0-9a-f]{64}$", var.stable.image))
    error_message = "An image is named by its digest: a tag can be moved after the approval."
  }
}

variable "canary" {
  description = "The release that is being rolled out, or null."
  type = object({
    image   = string
    version = string
    digest  = string
    commit  = string
  })
  default = null

  validation {
    condition     = var.canary == null || can(regex("@sha256:[0-9a-f]{64}$", var.canary.image))
    error_message = "An image is named by its digest: a tag can be moved after the approval."
  }
}

variable "canary_weight" {
  description = "Share of the traffic that the canary gets, in per cent."
  type        = number
  default     = 0

  validation {
    condition     = contains([0, 10, 50, 100], var.canary_weight)
    error_message = "A rollout goes over 0, 10, 50 and 100 per cent."
  }
}

variable "desired_count" {
  description = "Tasks of each release."
  type        = number
  default     = 2

  validation {
    condition     = var.desired_count >= 1
    error_message = "At least one task runs."
  }
}

variable "provider_key_secrets" {
  description = "Secrets Manager ARNs of the model provider's keys, by variable name, such as OPENAI_API_KEY."
  type        = map(string)
  default     = {}
}

variable "allowed_cidrs" {
  description = "Networks that may reach the load balancer."
  type        = list(string)
  default     = ["10.0.0.0/8"]
}
