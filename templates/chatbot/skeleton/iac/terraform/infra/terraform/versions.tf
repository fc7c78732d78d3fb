terraform {
  required_version = ">= 1.7"

  required_providers {
    aws = {
      source  = "hashicorp/aws"
      version = "~> 5.100"
    }
  }

  # One state per stage, in a versioned bucket of your own: the README says how to name both.
  backend "s3" {}
}

provider "aws" {
  region = var.region

  default_tags {
    tags = {
      chatbot = var.name
      stage   = var.stage
    }
  }
}
